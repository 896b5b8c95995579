package dev.carewire.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.carewire.adapter.jdbi.ClinicTest;
import dev.carewire.adapter.jdbi.TestDatabases;
import dev.carewire.event.NotificationEvents.NotificationCreated;
import dev.carewire.event.NotificationPriority;
import dev.carewire.event.NotificationSnapshot;
import dev.carewire.event.PatientSnapshot;
import dev.carewire.event.VitalAlert;
import dev.carewire.notification.Notifications;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HealthAlertNotificationsTest extends ClinicTest {

    private final Notifications notifications =
            WiredFeatures.over(database(), publisher, clock).client().notifications();

    private final HealthAlertNotifications alerts = new HealthAlertNotifications(notifications);

    HealthAlertNotificationsTest(TestDatabases which) {
        super(which);
    }

    @Test
    void notifiesThePatientAndWhoRecordedTheValue() {
        alerts.raise(tenant, alert("pat-1", "nurse-ada", "blood_pressure"));

        List<NotificationSnapshot> sent = sent();
        assertThat(sent).extracting(NotificationSnapshot::userId).containsExactly("pat-1", "nurse-ada");
        assertThat(sent).extracting(NotificationSnapshot::id).doesNotHaveDuplicates();
        assertThat(sent).allSatisfy(notification -> {
            assertThat(notification.kind()).isEqualTo("health_alert");
            assertThat(notification.title()).isEqualTo("Blood Pressure Alert");
            assertThat(notification.message()).isEqualTo("too high");
            assertThat(notification.priority()).isEqualTo(NotificationPriority.HIGH);
            assertThat(notification.relatedKind()).isEqualTo(Optional.of("vital"));
            assertThat(notification.relatedId()).isEqualTo(Optional.of("vital-1"));
        });
    }

    @Test
    void notifiesWhoMeasuresThemselvesOnce() {
        alerts.raise(tenant, alert("pat-1", "pat-1", "steps__per_day_"));

        assertThat(sent())
                .extracting(NotificationSnapshot::userId, NotificationSnapshot::title)
                .containsExactly(tuple("pat-1", "Steps Per Day Alert"));
    }

    @Test
    void notifiesARecorderWithTheLongestId() {
        String recorder = "x".repeat(320);

        alerts.raise(tenant, alert("pat-1", recorder, "weight"));

        assertThat(sent()).extracting(NotificationSnapshot::userId).containsExactly("pat-1", recorder);
    }

    @Test
    void aRecipientThatCannotBeStoredFailsNeitherTheOtherNorTheTransaction() {
        PatientSnapshot patient = transactions.inTransaction(() -> {
            alerts.raise(tenant, alert("x".repeat(321), "nurse-ada", "weight"));
            return patients.create(nurse, patientForm("Pat", "Poe"));
        });

        assertThat(patients.get(nurse, patient.id())).isEqualTo(patient);
        events.removeIf(event -> !(event.payload() instanceof NotificationCreated));
        assertThat(sent()).extracting(NotificationSnapshot::userId).containsExactly("nurse-ada");
    }

    private List<NotificationSnapshot> sent() {
        return events.stream()
                .map(event -> ((NotificationCreated) event.payload()).notification())
                .toList();
    }

    private static VitalAlert alert(String patientId, String recordedBy, String dataType) {
        return new VitalAlert(
                "vital-1",
                patientId,
                recordedBy,
                dataType,
                VitalAlert.Component.AMOUNT,
                VitalAlert.End.MAX,
                2,
                1,
                "too high",
                NOW);
    }
}
