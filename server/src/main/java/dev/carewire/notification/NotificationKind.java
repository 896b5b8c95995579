package dev.carewire.notification;

import dev.carewire.command.RejectedException;
import java.util.regex.Pattern;

/**
 * The kind of a notification: one that the client families know, or one that a back end defines.
 *
 * @param wireName 1 to {@value #MAX_LENGTH} letters, digits, underscores, dashes, dots and colons, beginning with a
 *     letter
 */
public record NotificationKind(String wireName) {

    /** Longest name, in characters. */
    public static final int MAX_LENGTH = 64;

    /** Declared before the constants below, whose constructor uses it. */
    private static final Pattern NAME_PATTERN = Pattern.compile("[A-Za-z][A-Za-z0-9_.:-]{0," + (MAX_LENGTH - 1) + "}");

    public static final NotificationKind TASK_ASSIGNED = new NotificationKind("task_assigned");
    public static final NotificationKind PRIOR_AUTH_STATUS = new NotificationKind("prior_auth_status");
    public static final NotificationKind LAB_RESULT_READY = new NotificationKind("lab_result_ready");
    public static final NotificationKind URGENT_ALERT = new NotificationKind("urgent_alert");
    public static final NotificationKind APPOINTMENT_REMINDER = new NotificationKind("appointment_reminder");
    public static final NotificationKind MESSAGE_RECEIVED = new NotificationKind("message_received");
    public static final NotificationKind PRESCRIPTION_READY = new NotificationKind("prescription_ready");
    public static final NotificationKind GENERAL = new NotificationKind("general");
    public static final NotificationKind HEALTH_ALERT = new NotificationKind("health_alert");
    public static final NotificationKind MEDICATION_REMINDER = new NotificationKind("medication_reminder");
    public static final NotificationKind SYSTEM_NOTIFICATION = new NotificationKind("system_notification");
    public static final NotificationKind CHAT_MESSAGE = new NotificationKind("chat_message");
    public static final NotificationKind GOAL_ACHIEVEMENT = new NotificationKind("goal_achievement");
    public static final NotificationKind EMERGENCY_ALERT = new NotificationKind("emergency_alert");
    public static final NotificationKind AI_ANALYSIS_COMPLETE = new NotificationKind("ai_analysis_complete");
    /** A summary of further notifications of one kind. */
    public static final NotificationKind GROUPED = new NotificationKind("grouped");

    public static final NotificationKind APPOINTMENT_CREATED = new NotificationKind("appointment_created");
    public static final NotificationKind APPOINTMENT_CONFIRMED = new NotificationKind("appointment_confirmed");
    public static final NotificationKind APPOINTMENT_RESCHEDULED = new NotificationKind("appointment_rescheduled");
    public static final NotificationKind APPOINTMENT_CANCELLED = new NotificationKind("appointment_cancelled");
    public static final NotificationKind APPOINTMENT_UPDATED = new NotificationKind("appointment_updated");

    /** @throws RejectedException {@code INVALID} for any other text */
    public NotificationKind {
        if (!NAME_PATTERN.matcher(wireName).matches()) {
            throw RejectedException.invalid(
                    "type: invalid (expected: a letter, then up to " + (MAX_LENGTH - 1) + " of A-Z a-z 0-9 _ . : -)");
        }
    }
}
