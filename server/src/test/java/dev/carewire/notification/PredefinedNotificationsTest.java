package dev.carewire.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carewire.adapter.jdbi.TestDatabases;
import dev.carewire.adapter.jdbi.TestNotifications;
import dev.carewire.command.RejectedException;
import dev.carewire.event.Event;
import dev.carewire.event.LabFlag;
import dev.carewire.event.NotificationEvents.NotificationCreated;
import dev.carewire.event.NotificationPriority;
import dev.carewire.event.NotificationSnapshot;
import dev.carewire.fixture.TestPublishers;
import dev.carewire.identity.TenantId;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The documented texts, letter for letter. */
class PredefinedNotificationsTest {

    private static final Instant AT = Instant.parse("2026-11-20T15:00:00.250Z");

    private final TenantId tenant = new TenantId("clinic-" + UUID.randomUUID());
    private final List<Event<?>> told = new ArrayList<>();
    private final PredefinedNotifications announcements = announcements(Set.of("ada", "bob"));

    private PredefinedNotifications announcements(Set<String> staff) {
        return TestNotifications.announcements(
                TestDatabases.H2.database(),
                TestPublishers.inMemory(told::add),
                Clock.fixed(AT, ZoneOffset.UTC),
                staff);
    }

    /** Everything that clients see, except id and time. */
    private static String shown(NotificationSnapshot sent) {
        return Stream.of(
                        Optional.of(sent.userId()),
                        Optional.of(sent.kind()),
                        Optional.of(sent.title()),
                        Optional.of(sent.message()),
                        Optional.of(sent.priority().name()),
                        sent.relatedKind(),
                        sent.relatedId(),
                        sent.actionUrl(),
                        sent.metadata())
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" | "));
    }

    @Test
    void idsAreThoseOfTheContractMadeUnique() {
        NotificationSnapshot sent = announcements.sendUserNotification(
                tenant,
                NotificationDraft.of(
                        "ada", NotificationKind.GENERAL, "Marker", "Marker text", NotificationPriority.LOW));
        assertThat(sent.id()).matches("notify-" + AT.toEpochMilli() + "-[0-9a-f]{16}");
        assertThat(sent.mustAcknowledge()).isFalse();
        assertThat(shown(sent)).isEqualTo("ada | general | Marker | Marker text | LOW");
    }

    @ParameterizedTest
    @EnumSource(NotificationPriority.class)
    void tellsOfATaskWithThePriorityOfTheTask(NotificationPriority priority) {
        assertThat(shown(announcements.notifyTaskAssignment(
                        tenant, "ada", new AssignedTask("t1", "Call the lab", priority))))
                .isEqualTo("ada | task_assigned | New Task Assigned | You have been assigned: Call the lab | "
                        + priority + " | task | t1 | /tasks/t1");
    }

    @ParameterizedTest
    @CsvSource({
        "task-1, /tasks/task-1",
        "ward 2, /tasks/ward%202",
        "a/../b?c#d, /tasks/a%2F..%2Fb%3Fc%23d",
        "50%, /tasks/50%25",
        "\\, /tasks/%5C",
        "Übergabe, /tasks/%C3%9Cbergabe"
    })
    void encodesTheIdInThePathOfAPage(String id, String path) {
        assertThat(announcements
                        .notifyTaskAssignment(
                                tenant, "ada", new AssignedTask(id, "Call the lab", NotificationPriority.LOW))
                        .actionUrl())
                .contains(path);
    }

    @Test
    void sendsWithoutATargetIfTheEncodedIdMakesThePathTooLong() {
        NotificationSnapshot sent = announcements.notifyTaskAssignment(
                tenant, "ada", new AssignedTask("ü".repeat(320), "Call the lab", NotificationPriority.LOW));

        assertThat(sent.relatedId()).contains("ü".repeat(320));
        assertThat(sent.actionUrl()).isEmpty();
    }

    @Test
    void tellsHowFarAPriorAuthorizationHasCome() {
        assertThat(shown(announcements.notifyPriorAuthStatus(
                        tenant, "ada", new PriorAuthorization("pa1", "Pat Poe", "approved"))))
                .isEqualTo(
                        "ada | prior_auth_status | Prior Authorization Update | Prior auth for Pat Poe is now approved"
                                + " | NORMAL | task | pa1 | /prior-auth/pa1");
    }

    @ParameterizedTest
    @CsvSource({
        ", Lab Result Ready, NORMAL",
        "ABNORMAL, Lab Result Ready, NORMAL",
        "PANIC_VALUE, URGENT: Lab Result Ready, URGENT",
        "CANCEROUS, URGENT: Lab Result Ready, URGENT"
    })
    void tellsOfALabResultAsUrgentlyAsItIs(LabFlag flag, String title, NotificationPriority priority) {
        assertThat(shown(announcements.notifyLabResultReady(
                        tenant,
                        "ada",
                        new LabOrder("o1", Optional.of("Pat Poe"), "Biopsy", Optional.ofNullable(flag)))))
                .isEqualTo("ada | lab_result_ready | " + title + " | Lab results ready for Pat Poe: Biopsy | "
                        + priority + " | order | o1 | /orders/o1");
    }

    @Test
    void tellsEverybodyOfAnUrgentAlert() {
        Announced announced = announcements.sendUrgentAlert(
                tenant,
                new UrgentAlert(
                        "Code blue", "Room 2", Optional.of("patient"), Optional.of("p1"), Optional.of("/patients/p1")));
        List<NotificationSnapshot> sent = announced.notifications();
        assertThat(announced.recipients()).isEqualTo(2);
        assertThat(announced.reached()).isEqualTo(1);
        assertThat(sent)
                .extracting(PredefinedNotificationsTest::shown)
                .containsExactly(
                        "ada | urgent_alert | Code blue | Room 2 | URGENT | patient | p1 | /patients/p1",
                        "bob | urgent_alert | Code blue | Room 2 | URGENT | patient | p1 | /patients/p1");
        assertThat(told)
                .extracting(event -> ((NotificationCreated) event.payload()).notification())
                .isEqualTo(sent);
    }

    @Test
    void aRecipientThatCannotBeStoredFailsNoOtherRecipientOfAnUrgentAlert() {
        UrgentAlert alert =
                new UrgentAlert("Code blue", "Room 2", Optional.empty(), Optional.empty(), Optional.empty());

        Announced announced =
                announcements(Set.of("ada", "x".repeat(321), "bob")).sendUrgentAlert(tenant, alert);
        assertThat(announced.recipients()).isEqualTo(3);
        assertThat(announced.notifications())
                .extracting(NotificationSnapshot::userId)
                .containsExactly("ada", "bob");
        assertThatThrownBy(() -> announcements(Set.of("x".repeat(321))).sendUrgentAlert(tenant, alert))
                .isInstanceOf(RejectedException.class);
    }

    @Test
    void tellsEverybodyWhatTheSystemHasToSay() {
        assertThat(announcements
                        .broadcastSystemNotification(tenant, "Maintenance", "Back at noon")
                        .notifications())
                .extracting(PredefinedNotificationsTest::shown)
                .containsExactly(
                        "ada | system_notification | Maintenance | Back at noon | NORMAL | {\"type\":\"system\"}",
                        "bob | system_notification | Maintenance | Back at noon | NORMAL | {\"type\":\"system\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "appointment_created, Appointment Scheduled, Your appointment has been successfully scheduled",
        "appointment_confirmed, Appointment Confirmed, Your appointment has been confirmed",
        "appointment_rescheduled, Appointment Rescheduled, Your appointment has been rescheduled",
        "appointment_cancelled, Appointment Cancelled, Your appointment has been cancelled",
        "appointment_reminder, Appointment Reminder, You have an upcoming appointment",
        "appointment_other, Appointment Update, Your appointment status has been updated"
    })
    void tellsAUserOfTheirAppointment(String kind, String title, String message) {
        String rest = " | NORMAL | appointment | a1 | {\"appointment_id\":\"a1\",\"type\":\"appointment\"}";
        NotificationKind type = new NotificationKind(kind);
        assertThat(shown(announcements.sendAppointmentNotification(tenant, "ada", "a1", type, Optional.empty())))
                .isEqualTo("ada | " + kind + " | " + title + " | " + message + rest);
        assertThat(shown(announcements.sendAppointmentNotification(tenant, "ada", "a1", type, Optional.of(""))))
                .isEqualTo("ada | " + kind + " | " + title + " | " + message + rest);
        assertThat(shown(announcements.sendAppointmentNotification(
                        tenant, "ada", "a1", type, Optional.of("Tomorrow at 2:00 PM"))))
                .isEqualTo("ada | " + kind + " | " + title + " | Tomorrow at 2:00 PM" + rest);
    }

    @Test
    void tellsAUserOfTheirLabResult() {
        assertThat(shown(
                        announcements.sendLabResultNotification(tenant, "ada", "Complete Blood Count", Finding.NORMAL)))
                .isEqualTo(
                        "ada | lab_result_ready | Lab Results Available | Your Complete Blood Count results are ready"
                                + " | NORMAL | {\"test_name\":\"Complete Blood Count\",\"is_abnormal\":false,"
                                + "\"type\":\"lab_result\"}");
        assertThat(shown(announcements.sendLabResultNotification(tenant, "ada", "CBC", Finding.ABNORMAL)))
                .isEqualTo("ada | lab_result_ready | Lab Results Available - Review Required"
                        + " | Your CBC results are ready and require review | HIGH"
                        + " | {\"test_name\":\"CBC\",\"is_abnormal\":true,\"type\":\"lab_result\"}");
    }

    @Test
    void tellsAUserOfAnAnalysis() {
        assertThat(shown(announcements.sendAIAnalysisNotification(tenant, "ada", "symptom_analysis", "x1")))
                .isEqualTo(
                        "ada | ai_analysis_complete | AI Analysis Complete"
                                + " | Your symptom_analysis analysis is ready for review | NORMAL"
                                + " | {\"analysis_type\":\"symptom_analysis\",\"analysis_id\":\"x1\",\"type\":\"ai_analysis\"}");
    }

    @Test
    void tellsAUserWhatABackEndMadeUp() {
        NotificationKind custom = new NotificationKind("CUSTOM_TYPE");
        assertThat(shown(announcements.createAndSendNotification(
                        tenant, "ada", custom, "Custom Title", "Custom message", Optional.of("{\"custom\":1}"))))
                .isEqualTo("ada | CUSTOM_TYPE | Custom Title | Custom message | NORMAL | {\"custom\":1}");
        assertThat(shown(announcements.createAndSendNotification(
                        tenant, "ada", custom, "Custom Title", "Custom message", Optional.empty())))
                .isEqualTo("ada | CUSTOM_TYPE | Custom Title | Custom message | NORMAL");
    }

    @Test
    void textsOfAnyKindMakeNoOtherJson() {
        assertThat(announcements
                        .sendLabResultNotification(tenant, "ada", "a\"b\\c\td", Finding.NORMAL)
                        .metadata())
                .contains("{\"test_name\":\"a\\\"b\\\\c\\u0009d\",\"is_abnormal\":false,\"type\":\"lab_result\"}");
    }
}
