package dev.carewire.app.wiring;

import dev.carewire.appointment.AppointmentListener;
import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.event.AppointmentStatus;
import dev.carewire.event.LabFlag;
import dev.carewire.event.LabResultSnapshot;
import dev.carewire.identity.TenantId;
import dev.carewire.lab.LabResultListener;
import dev.carewire.notification.Finding;
import dev.carewire.notification.NotificationKind;
import dev.carewire.notification.PredefinedNotifications;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Notifies patients of changes of their appointments and of new results, with the documented texts. Their user id is
 * their patient id. Changes that happen in their presence, or that concern staff only, are not notified. Immutable;
 * blocks.
 */
final class PatientNotifier implements AppointmentListener, LabResultListener {

    private static final Set<LabFlag> HARMLESS = EnumSet.of(LabFlag.NORMAL, LabFlag.BENIGN);

    private final PredefinedNotifications announcements;

    PatientNotifier(PredefinedNotifications announcements) {
        this.announcements = announcements;
    }

    @Override
    public void onCreated(TenantId tenant, AppointmentSnapshot appointment) {
        sendNotification(tenant, appointment, NotificationKind.APPOINTMENT_CREATED);
    }

    @Override
    public void onChanged(TenantId tenant, AppointmentSnapshot before, AppointmentSnapshot after) {
        notificationKind(before, after).ifPresent(kind -> sendNotification(tenant, after, kind));
    }

    /** Selects one notification: the more a change requires of the patient, the higher its precedence. */
    private static Optional<NotificationKind> notificationKind(AppointmentSnapshot before, AppointmentSnapshot after) {
        boolean moved = after.status() != before.status();
        if (after.status() == AppointmentStatus.CANCELLED) {
            return Optional.of(NotificationKind.APPOINTMENT_CANCELLED).filter(kind -> moved);
        }
        if (!after.status().isUpcoming()) {
            return Optional.empty();
        }
        if (!after.start().equals(before.start()) || (moved && after.status() == AppointmentStatus.RESCHEDULED)) {
            return Optional.of(NotificationKind.APPOINTMENT_RESCHEDULED);
        }
        if (!before.status().isUpcoming()) {
            return Optional.empty();
        }
        if (moved && after.status() == AppointmentStatus.CONFIRMED) {
            return Optional.of(NotificationKind.APPOINTMENT_CONFIRMED);
        }
        boolean other = moved
                || !after.doctor().id().equals(before.doctor().id())
                || !after.locationId().equals(before.locationId());
        return Optional.of(NotificationKind.APPOINTMENT_UPDATED).filter(kind -> other);
    }

    /** A completed appointment has no consequences left. */
    @Override
    public void onRemoved(TenantId tenant, AppointmentSnapshot appointment) {
        if (!appointment.status().hasEnded()) {
            sendNotification(tenant, appointment, NotificationKind.APPOINTMENT_CANCELLED);
        }
    }

    private void sendNotification(TenantId tenant, AppointmentSnapshot appointment, NotificationKind kind) {
        announcements.sendAppointmentNotification(
                tenant, appointment.patient().id(), appointment.id(), kind, Optional.empty());
    }

    @Override
    public void onResultReady(TenantId tenant, LabResultSnapshot labResult) {
        announcements.sendLabResultNotification(
                tenant,
                labResult.patient().id(),
                labResult.orderType(),
                labResult.flag().filter(flag -> !HARMLESS.contains(flag)).isPresent()
                        ? Finding.ABNORMAL
                        : Finding.NORMAL);
    }
}
