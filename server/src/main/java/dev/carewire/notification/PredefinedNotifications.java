package dev.carewire.notification;

import dev.carewire.command.RejectedException;
import dev.carewire.event.NotificationPriority;
import dev.carewire.event.NotificationSnapshot;
import dev.carewire.identity.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Sends notifications with the names and texts that the clinics' back ends and front ends know. Those systems' documents promise the
 * method names, so methods stay that no feature of this server calls. No method
 * checks rights. Each method joins the transaction open on this thread. It throws {@link RejectedException} {@code INVALID} for data
 * that does not fit into a notification. Any thread; every method blocks, never on an event loop.
 */
public final class PredefinedNotifications {

    private static final Map<NotificationKind, Text> APPOINTMENT_TEXTS = Map.of(
            NotificationKind.APPOINTMENT_CREATED,
            new Text("Appointment Scheduled", "Your appointment has been successfully scheduled"),
            NotificationKind.APPOINTMENT_CONFIRMED,
            new Text("Appointment Confirmed", "Your appointment has been confirmed"),
            NotificationKind.APPOINTMENT_RESCHEDULED,
            new Text("Appointment Rescheduled", "Your appointment has been rescheduled"),
            NotificationKind.APPOINTMENT_CANCELLED,
            new Text("Appointment Cancelled", "Your appointment has been cancelled"),
            NotificationKind.APPOINTMENT_REMINDER,
            new Text("Appointment Reminder", "You have an upcoming appointment"));

    private static final Text APPOINTMENT_UPDATE =
            new Text("Appointment Update", "Your appointment status has been updated");

    private static final String APPOINTMENT = "appointment";
    private static final String TASK = "task";
    private static final String TYPE = "type";

    private final Notifications notifications;
    private final StaffDirectory staff;

    /** Notifications sent through {@code notifications}. */
    public PredefinedNotifications(Notifications notifications, StaffDirectory staff) {
        this.notifications = notifications;
        this.staff = staff;
    }

    public NotificationSnapshot sendUserNotification(TenantId tenant, NotificationDraft notification) {
        return notifications.send(tenant, notification);
    }

    public NotificationSnapshot notifyTaskAssignment(TenantId tenant, String userId, AssignedTask task) {
        return notifications.send(
                tenant,
                NotificationDraft.of(
                                userId,
                                NotificationKind.TASK_ASSIGNED,
                                "New Task Assigned",
                                "You have been assigned: " + task.title(),
                                task.priority())
                        .relatedTo(TASK, task.id())
                        .withRecordPage("/tasks/", task.id()));
    }

    public NotificationSnapshot notifyPriorAuthStatus(TenantId tenant, String userId, PriorAuthorization request) {
        return notifications.send(
                tenant,
                NotificationDraft.of(
                                userId,
                                NotificationKind.PRIOR_AUTH_STATUS,
                                "Prior Authorization Update",
                                "Prior auth for " + request.patientName() + " is now " + request.status(),
                                NotificationPriority.NORMAL)
                        .relatedTo(TASK, request.id())
                        .withRecordPage("/prior-auth/", request.id()));
    }

    public NotificationSnapshot notifyLabResultReady(TenantId tenant, String userId, LabOrder order) {
        return notifications.send(
                tenant,
                NotificationDraft.of(
                                userId,
                                NotificationKind.LAB_RESULT_READY,
                                order.isUrgent() ? "URGENT: Lab Result Ready" : "Lab Result Ready",
                                "Lab results ready"
                                        + order.patientName()
                                                .map(name -> " for " + name)
                                                .orElse("") + ": " + order.orderType(),
                                order.isUrgent() ? NotificationPriority.URGENT : NotificationPriority.NORMAL)
                        .relatedTo("order", order.id())
                        .withRecordPage("/orders/", order.id()));
    }

    /** Sends an alert to all staff of the clinic. A recipient that cannot be stored fails alone. */
    public Announced sendUrgentAlert(TenantId tenant, UrgentAlert alert) {
        return broadcast(
                tenant,
                user -> new NotificationDraft(
                        user,
                        NotificationKind.URGENT_ALERT,
                        alert.title(),
                        alert.message(),
                        NotificationPriority.URGENT,
                        DeliveryGuarantee.PLAIN,
                        alert.relatedKind(),
                        alert.relatedId(),
                        alert.actionUrl(),
                        Optional.empty()));
    }

    /**
     * Notifies a user about their appointment.
     *
     * @param kind a kind about appointments; any other stands for an update
     * @param message replaces the kind's text
     */
    public NotificationSnapshot sendAppointmentNotification(
            TenantId tenant, String userId, String appointmentId, NotificationKind kind, Optional<String> message) {
        Text text = APPOINTMENT_TEXTS.getOrDefault(kind, APPOINTMENT_UPDATE);
        return notifications.send(
                tenant,
                NotificationDraft.of(
                                userId,
                                kind,
                                text.title(),
                                message.filter(own -> !own.isBlank()).orElse(text.message()),
                                NotificationPriority.NORMAL)
                        .relatedTo(APPOINTMENT, appointmentId)
                        .withMetadata(new MetadataBuilder()
                                .put("appointment_id", appointmentId)
                                .put(TYPE, APPOINTMENT)
                                .json()));
    }

    public NotificationSnapshot sendLabResultNotification(
            TenantId tenant, String userId, String testName, Finding finding) {
        boolean abnormal = finding == Finding.ABNORMAL;
        return notifications.send(
                tenant,
                NotificationDraft.of(
                                userId,
                                NotificationKind.LAB_RESULT_READY,
                                "Lab Results Available" + (abnormal ? " - Review Required" : ""),
                                "Your " + testName + " results are ready" + (abnormal ? " and require review" : ""),
                                abnormal ? NotificationPriority.HIGH : NotificationPriority.NORMAL)
                        .withMetadata(new MetadataBuilder()
                                .put("test_name", testName)
                                .put("is_abnormal", abnormal)
                                .put(TYPE, "lab_result")
                                .json()));
    }

    public NotificationSnapshot sendAIAnalysisNotification(
            TenantId tenant, String userId, String analysisType, String analysisId) {
        return notifications.send(
                tenant,
                NotificationDraft.of(
                                userId,
                                NotificationKind.AI_ANALYSIS_COMPLETE,
                                "AI Analysis Complete",
                                "Your " + analysisType + " analysis is ready for review",
                                NotificationPriority.NORMAL)
                        .withMetadata(new MetadataBuilder()
                                .put("analysis_type", analysisType)
                                .put("analysis_id", analysisId)
                                .put(TYPE, "ai_analysis")
                                .json()));
    }

    /**
     * Sends a notification of a kind that the back end defines.
     *
     * @param data the text of a JSON object
     */
    public NotificationSnapshot createAndSendNotification(
            TenantId tenant,
            String userId,
            NotificationKind kind,
            String title,
            String message,
            Optional<String> data) {
        NotificationDraft draft = NotificationDraft.of(userId, kind, title, message, NotificationPriority.NORMAL);
        return notifications.send(tenant, data.map(draft::withMetadata).orElse(draft));
    }

    /** Sends a notification about the system to all staff of the clinic. A recipient that cannot be stored fails alone. */
    public Announced broadcastSystemNotification(TenantId tenant, String title, String message) {
        String data = new MetadataBuilder().put(TYPE, "system").json();
        return broadcast(
                tenant,
                user -> NotificationDraft.of(
                                user, NotificationKind.SYSTEM_NOTIFICATION, title, message, NotificationPriority.NORMAL)
                        .withMetadata(data));
    }

    /** Reminds a user to take a medication now. */
    NotificationSnapshot sendMedicationReminder(TenantId tenant, MedicationSchedule schedule) {
        return notifications.send(
                tenant,
                NotificationDraft.of(
                                schedule.userId(),
                                NotificationKind.MEDICATION_REMINDER,
                                "Medication Reminder",
                                "Time to take " + schedule.medication()
                                        + schedule.dosage()
                                                .map(dosage -> " (" + dosage + ")")
                                                .orElse(""),
                                NotificationPriority.HIGH)
                        .withMetadata(new MetadataBuilder()
                                .put("medication_reminder_id", schedule.id())
                                .put(TYPE, "medication")
                                .json()));
    }

    /**
     * Sends to each user in a nested transaction, so that a recipient that cannot be stored fails alone.
     *
     * @return the notifications that were sent, without those of recipients that failed
     * @throws RuntimeException the first failure, if every recipient failed, as all do with content that no notification has
     */
    private Announced broadcast(TenantId tenant, Function<String, NotificationDraft> draft) {
        List<NotificationSnapshot> sent = new ArrayList<>();
        List<RuntimeException> failures = new ArrayList<>();
        Set<String> users = new TreeSet<>(staff.userIds(tenant));
        for (String user : users) {
            notifications.sendAlone(tenant, () -> draft.apply(user), sent::add).ifPresent(failures::add);
        }
        if (sent.isEmpty() && !failures.isEmpty()) {
            throw failures.get(0);
        }
        for (RuntimeException failed : failures) {
            IndependentRecipients.logFailure(tenant, failed);
        }
        int reached = (int) sent.stream()
                .filter(notification -> staff.isConnected(tenant, notification.userId()))
                .count();
        return new Announced(sent, users.size(), reached);
    }

    private record Text(String title, String message) {}
}
