package dev.carewire.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.adapter.jdbi.TestDatabases;
import dev.carewire.adapter.jdbi.TestNotifications;
import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.event.AppointmentStatus;
import dev.carewire.event.Event;
import dev.carewire.event.LabFlag;
import dev.carewire.event.LabResultSnapshot;
import dev.carewire.event.LabStatus;
import dev.carewire.event.NotificationEvents.NotificationCreated;
import dev.carewire.event.NotificationSnapshot;
import dev.carewire.event.SampleEvents;
import dev.carewire.fixture.AppointmentSnapshotBuilder;
import dev.carewire.fixture.TestPublishers;
import dev.carewire.identity.TenantId;
import dev.carewire.text.ExtraFields;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PatientNotifierTest {

    private final TenantId tenant = new TenantId("news-" + UUID.randomUUID());
    private final List<Event<?>> told = new ArrayList<>();
    private final PatientNotifier news = new PatientNotifier(TestNotifications.announcements(
            TestDatabases.H2.database(),
            TestPublishers.over(TestDatabases.H2.database(), told::add),
            Clock.fixed(SampleEvents.AT, ZoneOffset.UTC)));

    private static AppointmentSnapshot appointment(AppointmentStatus status, Duration later, String location) {
        return new AppointmentSnapshotBuilder(
                        "appointment-1",
                        "A-1",
                        SampleEvents.PATIENT,
                        SampleEvents.DOCTOR,
                        SampleEvents.AT.plus(later),
                        SampleEvents.AT.plus(later).plusSeconds(900),
                        status,
                        "general",
                        false,
                        SampleEvents.AT,
                        SampleEvents.AT)
                .locationId(location)
                .build();
    }

    private static AppointmentSnapshot appointment(AppointmentStatus status) {
        return appointment(status, Duration.ofDays(1), "here");
    }

    private void assertTold(String kind, String title, String message) {
        NotificationSnapshot notification = ((NotificationCreated) told.get(0).payload()).notification();
        assertThat(told).hasSize(1);
        assertThat(notification.userId()).isEqualTo(SampleEvents.PATIENT.id());
        assertThat(notification.kind()).isEqualTo(kind);
        assertThat(notification.title()).isEqualTo(title);
        assertThat(notification.message()).isEqualTo(message);
    }

    @Test
    void hearsOfANewAppointment() {
        news.onCreated(tenant, appointment(AppointmentStatus.SCHEDULED));
        assertTold("appointment_created", "Appointment Scheduled", "Your appointment has been successfully scheduled");
    }

    @ParameterizedTest
    @CsvSource({
        "CONFIRMED, appointment_confirmed, Appointment Confirmed, Your appointment has been confirmed",
        "RESCHEDULED, appointment_rescheduled, Appointment Rescheduled, Your appointment has been rescheduled",
        "CANCELLED, appointment_cancelled, Appointment Cancelled, Your appointment has been cancelled",
        "PENDING, appointment_updated, Appointment Update, Your appointment status has been updated"
    })
    void hearsOfANewStatus(AppointmentStatus status, String kind, String title, String message) {
        news.onChanged(tenant, appointment(AppointmentStatus.SCHEDULED), appointment(status));
        assertTold(kind, title, message);
    }

    @Test
    void hearsOfAnotherTimeAboveAllAndOfAnotherPlace() {
        news.onChanged(
                tenant,
                appointment(AppointmentStatus.SCHEDULED),
                appointment(AppointmentStatus.CONFIRMED, Duration.ofDays(2), "there"));
        assertTold("appointment_rescheduled", "Appointment Rescheduled", "Your appointment has been rescheduled");
        told.clear();
        news.onChanged(
                tenant,
                appointment(AppointmentStatus.SCHEDULED),
                appointment(AppointmentStatus.SCHEDULED, Duration.ofDays(1), "there"));
        assertTold("appointment_updated", "Appointment Update", "Your appointment status has been updated");
    }

    @ParameterizedTest
    @EnumSource(
            value = AppointmentStatus.class,
            names = {"SCHEDULED", "CHECKED_IN", "IN_ROOM", "WITH_PROVIDER", "COMPLETED", "NO_SHOW"})
    void hearsNothingOfWhatItIsPresentAtNorOfWhatStaffWritesDown(AppointmentStatus status) {
        news.onChanged(tenant, appointment(AppointmentStatus.SCHEDULED), appointment(status));
        assertThat(told).isEmpty();
    }

    /** The desk removes a patient from the queue, or corrects a no-show: neither is news of the appointment. */
    @ParameterizedTest
    @EnumSource(
            value = AppointmentStatus.class,
            names = {"CHECKED_IN", "IN_ROOM", "WITH_PROVIDER", "NO_SHOW"})
    void isNotNotifiedWhenAnArrivalOrANoShowIsUndone(AppointmentStatus undone) {
        news.onChanged(tenant, appointment(undone), appointment(AppointmentStatus.CONFIRMED));
        assertThat(told).isEmpty();
    }

    @Test
    void hearsOfARemovedAppointmentUnlessItWasOver() {
        news.onRemoved(tenant, appointment(AppointmentStatus.CANCELLED));
        assertThat(told).isEmpty();
        news.onRemoved(tenant, appointment(AppointmentStatus.CONFIRMED));
        assertTold("appointment_cancelled", "Appointment Cancelled", "Your appointment has been cancelled");
    }

    @ParameterizedTest
    @CsvSource({
        ", Lab Results Available, Your CBC results are ready",
        "NORMAL, Lab Results Available, Your CBC results are ready",
        "BENIGN, Lab Results Available, Your CBC results are ready",
        "HIGH, Lab Results Available - Review Required, Your CBC results are ready and require review"
    })
    void hearsThatAResultIsThere(LabFlag flag, String title, String message) {
        news.onResultReady(
                tenant,
                new LabResultSnapshot(
                        "lab-1",
                        SampleEvents.PATIENT,
                        SampleEvents.DOCTOR,
                        Optional.empty(),
                        "CBC",
                        LabStatus.RESULTED,
                        Optional.ofNullable(flag),
                        Optional.of("See report"),
                        Optional.of(SampleEvents.AT),
                        Optional.empty(),
                        Optional.empty(),
                        SampleEvents.AT,
                        SampleEvents.AT,
                        ExtraFields.NONE));
        assertTold("lab_result_ready", title, message);
    }
}
