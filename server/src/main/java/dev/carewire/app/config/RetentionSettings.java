package dev.carewire.app.config;

import static dev.carewire.setting.SettingType.integer;

import dev.carewire.record.ExpiringKind;
import dev.carewire.setting.Setting;
import dev.carewire.setting.SettingSection;
import dev.carewire.setting.SettingValues;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The section {@code retention}: how long the server keeps rows after their last change. */
final class RetentionSettings extends SettingSection {

    private static final int MOST_DAYS = 36_500;

    private final Map<ExpiringKind, Setting<Integer>> days = new LinkedHashMap<>();

    RetentionSettings() {
        kept(
                ExpiringKind.APPOINTMENTS,
                "appointments",
                0,
                "Appointments, after their end and last change; 0 keeps them.");
        kept(ExpiringKind.VISITS, "visits", 0, "Closed and canceled visits, after their last change; 0 keeps them.");
        kept(
                ExpiringKind.QUEUE,
                "queue",
                0,
                "Completed and canceled queue entries, after their last change; 0 keeps them.");
        kept(
                ExpiringKind.PRESCRIPTIONS,
                "prescriptions",
                0,
                "Prescriptions that are not pending, after their last change; 0 keeps them.");
        kept(
                ExpiringKind.INVOICES,
                "invoices",
                0,
                "Settled invoices with their payments, after their last change; 0 keeps them.");
        kept(ExpiringKind.TASKS, "tasks", 0, "Completed and canceled tasks, after their last change; 0 keeps them.");
        kept(
                ExpiringKind.LAB_RESULTS,
                "lab-results",
                0,
                "Reviewed and canceled laboratory results, after their last change; 0 keeps them.");
        kept(
                ExpiringKind.MESSAGES,
                "messages",
                0,
                "Messages with their attachments, and threads without messages; 0 keeps them.");
        kept(
                ExpiringKind.MESSAGE_REVISIONS,
                "message-revisions",
                365,
                "Earlier texts of edited messages; 0 keeps them.");
        kept(
                ExpiringKind.MEDICATION_REMINDERS,
                "medication-reminders",
                90,
                "Medication reminders, after their last day; 0 keeps them.");
    }

    private void kept(ExpiringKind kind, String name, int fallback, String meaning) {
        days.put(kind, add("retention." + name, integer(0, MOST_DAYS, "days"), String.valueOf(fallback), meaning));
    }

    /** How long each kind is kept; kinds that are always kept have no entry. */
    Map<ExpiringKind, Duration> ages(SettingValues given) {
        Map<ExpiringKind, Duration> ages = new EnumMap<>(ExpiringKind.class);
        days.forEach((kind, setting) -> {
            if (given.get(setting) > 0) {
                ages.put(kind, Duration.ofDays(given.get(setting)));
            }
        });
        return ages;
    }
}
