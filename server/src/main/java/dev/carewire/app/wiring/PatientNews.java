package dev.carewire.app.wiring;

import dev.carewire.appointment.AppointmentCourse;
import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.event.AppointmentStatus;
import dev.carewire.event.LabFlag;
import dev.carewire.event.LabResultSnapshot;
import dev.carewire.identity.TenantId;
import dev.carewire.lab.Results;
import dev.carewire.notification.Announcements;
import dev.carewire.notification.Finding;
import dev.carewire.notification.NotificationKind;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Tells patients, whose user id is their patient id, what becomes of their appointments and that results of theirs are there, in the
 * documented words. Of what they are present at, and of what only staff writes down, they are told nothing. Immutable; blocks.
 */
final class PatientNews implements AppointmentCourse, Results {

    private static final Set<AppointmentStatus> TO_COME = EnumSet.of(
            AppointmentStatus.PENDING,
            AppointmentStatus.SCHEDULED,
            AppointmentStatus.CONFIRMED,
            AppointmentStatus.RESCHEDULED);

    private static final Set<LabFlag> HARMLESS = EnumSet.of(LabFlag.NORMAL, LabFlag.BENIGN);

    private final Announcements announcements;

    PatientNews(Announcements announcements) {
        this.announcements = announcements;
    }

    @Override
    public void made(TenantId tenant, AppointmentSnapshot appointment) {
        tell(tenant, appointment, NotificationKind.APPOINTMENT_CREATED);
    }

    @Override
    public void changed(TenantId tenant, AppointmentSnapshot before, AppointmentSnapshot after) {
        news(before, after).ifPresent(kind -> tell(tenant, after, kind));
    }

    /** One notification says it: the more a patient has to do about it, the sooner it is the one. */
    private static Optional<NotificationKind> news(AppointmentSnapshot before, AppointmentSnapshot after) {
        boolean moved = after.status() != before.status();
        if (after.status() == AppointmentStatus.CANCELLED) {
            return Optional.of(NotificationKind.APPOINTMENT_CANCELLED).filter(kind -> moved);
        }
        if (!TO_COME.contains(after.status())) {
            return Optional.empty();
        }
        if (!after.start().equals(before.start()) || (moved && after.status() == AppointmentStatus.RESCHEDULED)) {
            return Optional.of(NotificationKind.APPOINTMENT_RESCHEDULED);
        }
        if (moved && after.status() == AppointmentStatus.CONFIRMED) {
            return Optional.of(NotificationKind.APPOINTMENT_CONFIRMED);
        }
        boolean other = moved
                || !after.doctor().id().equals(before.doctor().id())
                || !after.locationId().equals(before.locationId());
        return Optional.of(NotificationKind.APPOINTMENT_UPDATED).filter(kind -> other);
    }

    /** One that was over had led to nothing already. */
    @Override
    public void removed(TenantId tenant, AppointmentSnapshot appointment) {
        if (!appointment.status().isFinal()) {
            tell(tenant, appointment, NotificationKind.APPOINTMENT_CANCELLED);
        }
    }

    private void tell(TenantId tenant, AppointmentSnapshot appointment, NotificationKind kind) {
        announcements.sendAppointmentNotification(
                tenant, appointment.patient().id(), appointment.id(), kind, Optional.empty());
    }

    @Override
    public void ready(TenantId tenant, LabResultSnapshot labResult) {
        announcements.sendLabResultNotification(
                tenant,
                labResult.patient().id(),
                labResult.orderType(),
                labResult.flag().filter(flag -> !HARMLESS.contains(flag)).isPresent()
                        ? Finding.ABNORMAL
                        : Finding.NORMAL);
    }
}
