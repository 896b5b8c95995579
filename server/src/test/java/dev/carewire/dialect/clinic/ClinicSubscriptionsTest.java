package dev.carewire.dialect.clinic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.dialect.Callers;
import dev.carewire.dialect.CommandTable;
import dev.carewire.dialect.Rooms;
import dev.carewire.dialect.TestClient;
import dev.carewire.event.AppointmentEvents;
import dev.carewire.event.AppointmentEvents.AppointmentCancelled;
import dev.carewire.event.AppointmentEvents.AppointmentCreated;
import dev.carewire.event.AppointmentEvents.AppointmentUpdated;
import dev.carewire.event.AppointmentFilterFields;
import dev.carewire.event.AppointmentStatus;
import dev.carewire.event.BulkEvents;
import dev.carewire.event.BulkEvents.RecordsBulkUpdated;
import dev.carewire.event.BulkKind;
import dev.carewire.event.Event;
import dev.carewire.event.QueueEntryFilterFields;
import dev.carewire.event.QueueEvents;
import dev.carewire.event.QueueEvents.QueueUpdated;
import dev.carewire.event.QueueStatus;
import dev.carewire.event.RoomKey;
import dev.carewire.event.SampleEvents;
import dev.carewire.event.VisitEvents;
import dev.carewire.event.VisitEvents.VisitUpdated;
import dev.carewire.event.VisitFilterFields;
import dev.carewire.event.VisitStatus;
import dev.carewire.hub.EventFilter;
import dev.carewire.hub.Hub;
import dev.carewire.hub.HubConfig;
import dev.carewire.hub.SessionLimits;
import dev.carewire.hub.TextEncoding;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import dev.carewire.json.Json;
import dev.carewire.log.RingLimits;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Filters of subscriptions. The samples: an entry in progress for dr-chen in room-1, an appointment of dr-chen that shows as
 * confirmed, an open visit of pat-1 to dr-chen.
 */
class ClinicSubscriptionsTest {

    private static final TenantId TENANT = SampleEvents.TENANT;

    /** At 23:10 of the 20th in Manila it is 15:10 of that day in UTC, when the sample appointment begins. */
    private static final ZoneId ZONE = ZoneId.of("Asia/Manila");

    private final Hub hub = new Hub(
            new HubConfig(new SessionLimits(10, 10, 10), new RingLimits(1 << 20, Duration.ofMinutes(2))),
            Clock.systemUTC());
    private final CommandTable commands =
            new ClinicCommands(new Rooms(hub), tenant -> ZONE, Clock.systemUTC()).table(hub.traffic());
    private final TextEncoding encoding =
            new TextEncoding(event -> List.of(event.type().name()));
    private final TestClient client = client("s1");

    private TestClient client(String id) {
        return new TestClient(id, Callers.caller(TENANT, "user-1", Role.NURSE), hub, encoding, commands::receive);
    }

    private static QueueEntryFilterFields queueBefore(QueueStatus status, String doctor, String room) {
        return new QueueEntryFilterFields(status, Optional.ofNullable(doctor), Optional.ofNullable(room));
    }

    private boolean tells(Event<?> event) {
        hub.deliver(event);
        return !client.takeReceived().isEmpty();
    }

    private boolean tellsOfQueue(Optional<QueueEntryFilterFields> before) {
        return tells(QueueEvents.QUEUE_UPDATED.newEvent(
                TENANT, SampleEvents.AT, new QueueUpdated(SampleEvents.QUEUE_ENTRY, before)));
    }

    private boolean tellsOfAppointment(Optional<AppointmentFilterFields> before) {
        boolean updated = tells(AppointmentEvents.APPOINTMENT_UPDATED.newEvent(
                TENANT, SampleEvents.AT, new AppointmentUpdated(SampleEvents.APPOINTMENT, before)));
        boolean cancelled = tells(AppointmentEvents.APPOINTMENT_CANCELLED.newEvent(
                TENANT, SampleEvents.AT, new AppointmentCancelled(SampleEvents.APPOINTMENT, Optional.empty(), before)));
        assertThat(cancelled).isEqualTo(updated);
        return updated;
    }

    private boolean tellsOfVisit(Optional<VisitFilterFields> before) {
        return tells(VisitEvents.VISIT_UPDATED.newEvent(
                TENANT, SampleEvents.AT, new VisitUpdated(SampleEvents.VISIT, before)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"status\":[\"waiting\",\"in-progress\"]}",
                "{\"status\":[\"called\"]}",
                "{\"status\":\"in-progress\"}",
                "{\"doctorId\":\"dr-chen\"}",
                "{\"roomId\":\"room-1\"}",
                "{\"status\":[\"in-progress\"],\"doctorId\":\"dr-chen\",\"roomId\":\"room-1\"}",
                "{\"status\":[],\"doctorId\":\"\",\"roomId\":null}",
                "{\"status\":[\"\"],\"page\":{\"unknown\":true}}",
                "{}",
                "null"
            })
    void tellsOfAnEntryThatIsInTheFilterNow(String filter) {
        client.send("[\"subscribe:queue\"," + filter + "]");

        assertThat(tellsOfQueue(Optional.of(queueBefore(QueueStatus.WAITING, null, null))))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"status\":[\"waiting\"]}                                    | true",
                "{\"doctorId\":\"dr-okoro\"}                                   | true",
                "{\"roomId\":\"room-2\"}                                       | true",
                "{\"status\":[\"waiting\"],\"doctorId\":\"dr-okoro\",\"roomId\":\"room-2\"} | true",
                "{\"status\":[\"waiting\"],\"doctorId\":\"dr-chen\"}           | false",
                "{\"status\":[\"completed\"]}                                  | false",
                "{\"status\":[\"no-such-status\"]}                             | false",
                "{\"doctorId\":\"dr-who\"}                                     | false",
                "{\"roomId\":\"room-3\"}                                       | false"
            })
    void tellsOfAnEntryThatLeavesTheFilterAndOfNoneThatNeverWasInIt(String filter, boolean told) {
        client.send("[\"subscribe:queue\"," + filter + "]");

        assertThat(tellsOfQueue(Optional.of(queueBefore(QueueStatus.WAITING, "dr-okoro", "room-2"))))
                .isEqualTo(told);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"date\":\"2026-11-20\"}                             | true",
                "{\"date\":\"2026-11-25\"}                             | true",
                "{\"date\":\"2026-11-24\"}                             | false",
                "{\"date\":\"2026-11-19T16:00:00.000Z\"}               | true",
                "{\"date\":\"2026-11-20T00:00:00-05:00\"}              | true",
                "{\"date\":\"2026-11-20T16:00:00.000Z\"}               | false",
                "{\"date\":\"2026-11-21\"}                             | false",
                "{\"status\":\"confirmed\"}                            | true",
                "{\"status\":\"pending\"}                              | true",
                "{\"status\":\"scheduled\"}                            | false",
                "{\"status\":\"no-such-status\"}                       | false",
                "{\"doctorId\":\"dr-chen\"}                            | true",
                "{\"doctorId\":\"dr-okoro\"}                           | true",
                "{\"doctorId\":\"dr-who\"}                             | false",
                "{\"date\":\"2026-11-20\",\"doctorId\":\"dr-okoro\"}   | false",
                "{\"date\":\"\",\"doctorId\":\"\",\"status\":\"\"}     | true"
            })
    void tellsOfAnAppointmentThatComesIntoTheFilterOrLeavesIt(String filter, boolean told) {
        client.send("[\"subscribe:appointments\"," + filter + "]");

        // Until now with dr-okoro at 00:00 of the 25th in Manila.
        Instant midnight = Instant.parse("2026-11-24T16:00:00Z");
        assertThat(tellsOfAppointment(
                        Optional.of(new AppointmentFilterFields(AppointmentStatus.PENDING, "dr-okoro", midnight))))
                .isEqualTo(told);
    }

    @ParameterizedTest
    @CsvSource({"2026-11-20, true", "2026-11-19, false"})
    void tellsOfANewAppointmentInTheFilterAlone(String date, boolean told) {
        client.send("[\"subscribe:appointments\",{\"date\":\"" + date + "\"}]");

        assertThat(tells(AppointmentEvents.APPOINTMENT_CREATED.newEvent(
                        TENANT, SampleEvents.AT, new AppointmentCreated(SampleEvents.APPOINTMENT))))
                .isEqualTo(told);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"status\":\"open\"}                               | true",
                "{\"status\":\"draft\"}                              | true",
                "{\"status\":\"closed\"}                             | false",
                "{\"patientId\":\"pat-1\"}                           | true",
                "{\"patientId\":\"pat-2\"}                           | false",
                "{\"doctorId\":\"dr-chen\"}                          | true",
                "{\"doctorId\":\"dr-okoro\",\"status\":\"draft\"}    | true",
                "{\"doctorId\":\"dr-okoro\",\"status\":\"open\"}     | false"
            })
    void tellsOfAVisitThatComesIntoTheFilterOrLeavesIt(String filter, boolean told) {
        client.send("[\"subscribe:visits\"," + filter + "]");

        assertThat(tellsOfVisit(Optional.of(new VisitFilterFields(VisitStatus.DRAFT, "pat-1", "dr-okoro"))))
                .isEqualTo(told);
    }

    @Test
    void tellsEverybodyWhatMayHaveLeftAFilterWhenNobodyKnows() {
        client.send("[\"subscribe:queue\",{\"roomId\":\"room-9\"}]");
        client.send("[\"subscribe:appointments\",{\"doctorId\":\"dr-who\"}]");
        client.send("[\"subscribe:visits\",{\"doctorId\":\"dr-who\"}]");

        assertThat(tellsOfQueue(Optional.empty())).isTrue();
        assertThat(tellsOfAppointment(Optional.empty())).isTrue();
        assertThat(tellsOfVisit(Optional.empty())).isTrue();
    }

    @Test
    void filtersOneKindAndOneSocketAlone() {
        TestClient listener = client("s2");
        client.send("[\"subscribe:queue\",{\"status\":[\"cancelled\"]}]");

        assertThat(tellsOfQueue(Optional.of(SampleEvents.QUEUE_ENTRY_BEFORE))).isFalse();
        assertThat(listener.takeReceived()).containsExactly("queue.updated");
        assertThat(tellsOfAppointment(Optional.of(SampleEvents.APPOINTMENT_BEFORE)))
                .isTrue();
        assertThat(tellsOfVisit(Optional.of(SampleEvents.VISIT_BEFORE))).isTrue();
        assertThat(tells(BulkEvents.RECORDS_BULK_UPDATED.newEvent(
                        TENANT, SampleEvents.AT, new RecordsBulkUpdated(BulkKind.QUEUE))))
                .isTrue();
    }

    @Test
    void keepsTheFiltersOfSeveralKindsApart() {
        client.send("[\"subscribe:queue\",{\"roomId\":\"room-9\"}]");
        client.send("[\"subscribe:appointments\",{\"doctorId\":\"dr-who\"}]");
        client.send("[\"subscribe:visits\",{\"patientId\":\"pat-9\"}]");

        client.send("[\"unsubscribe:appointments\"]");

        assertThat(tellsOfQueue(Optional.of(SampleEvents.QUEUE_ENTRY_BEFORE))).isFalse();
        assertThat(tellsOfAppointment(Optional.of(SampleEvents.APPOINTMENT_BEFORE)))
                .isTrue();
        assertThat(tellsOfVisit(Optional.of(SampleEvents.VISIT_BEFORE))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"subscribe:queue\",{\"roomId\":\"room-1\"}]",
                "[\"subscribe:queue\",null]",
                "[\"subscribe:queue\"]",
                "[\"subscribe:queue\",{}]",
                "[\"unsubscribe:queue\",null]"
            })
    void aNewSubscriptionTakesThePlaceOfTheFilterAndTheEndOfItToo(String message) {
        client.send("[\"subscribe:queue\",{\"roomId\":\"room-9\"}]");
        assertThat(tellsOfQueue(Optional.of(SampleEvents.QUEUE_ENTRY_BEFORE))).isFalse();

        client.send(message);

        assertThat(tellsOfQueue(Optional.of(SampleEvents.QUEUE_ENTRY_BEFORE))).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "queue        | {\"status\":7}                       | status",
                "queue        | {\"status\":{}}                      | status",
                "queue        | {\"status\":[1]}                     | status",
                "queue        | {\"status\":[null]}                  | status",
                "queue        | {\"status\":[[\"waiting\"]]}         | status",
                "queue        | {\"doctorId\":5}                     | doctorId",
                "queue        | {\"doctorId\":[\"dr-chen\"]}         | doctorId",
                "queue        | {\"doctorId\":\" \"}                 | doctorId",
                "queue        | {\"roomId\":{\"_id\":\"room-1\"}}    | roomId",
                "queue        | {\"roomId\":\"a\\u0000b\"}           | roomId",
                "appointments | {\"date\":20261120}                  | date",
                "appointments | {\"date\":\"tomorrow\"}              | date",
                "appointments | {\"date\":\"2026-02-30\"}            | date",
                "appointments | {\"date\":\"2026-11-20T00:00:00\"}  | date",
                "appointments | {\"date\":\"1899-12-31\"}            | date",
                "appointments | {\"date\":\"2200-01-01\"}            | date",
                "appointments | {\"status\":true}                    | status",
                "appointments | {\"doctorId\":false}                 | doctorId",
                "visits       | {\"patientId\":1.5}                  | patientId",
                "visits       | {\"doctorId\":{}}                    | doctorId",
                "visits       | {\"status\":0}                       | status"
            })
    void refusesAFilterThatIsNoneAndKeepsTheOneBefore(String kind, String filter, String field) {
        client.send("[\"subscribe:" + kind + "\",{\"doctorId\":\"dr-who\"}]");
        EventFilter before = client.session().eventFilter();

        assertThat(client.ask("[\"subscribe:" + kind + "\"," + filter + "]").orElseThrow())
                .startsWith("[{\"success\":false,\"error\":\"" + field + ": invalid (expected: ")
                .endsWith("\"code\":\"INVALID\"}]");

        assertThat(client.session().eventFilter()).isSameAs(before);
    }

    @Test
    void boundsWhatAFilterHolds() {
        String longest = "d".repeat(320);
        assertThat(subscribe(Map.of("doctorId", longest))).contains("[{\"success\":true}]");
        assertThat(subscribe(Map.of("doctorId", longest + "d")).orElseThrow()).contains("INVALID");
        assertThat(subscribe(Map.of("status", Collections.nCopies(16, "waiting"))))
                .contains("[{\"success\":true}]");
        assertThat(subscribe(Map.of("status", Collections.nCopies(17, "waiting")))
                        .orElseThrow())
                .contains("INVALID");
    }

    private Optional<String> subscribe(Map<String, Object> filter) {
        return client.ask(Json.write(List.of("subscribe:queue", filter)));
    }

    @Test
    void aRefusedFilterOpensNoRoom() {
        client.send("[\"subscribe:visits\",{\"status\":1}]");

        assertThat(client.session().isIn(RoomKey.entity(TENANT, RoomKey.Kind.VISITS)))
                .isFalse();
    }

    @Test
    void tellsOfANewVisitInTheFilterAlone() {
        client.send("[\"subscribe:visits\",{\"status\":\"closed\"}]");

        assertThat(tellsOfVisit(Optional.of(VisitFilterFields.of(SampleEvents.VISIT))))
                .isFalse();

        client.send("[\"subscribe:visits\",{\"status\":\"open\"}]");

        assertThat(tellsOfVisit(Optional.of(VisitFilterFields.of(SampleEvents.VISIT))))
                .isTrue();
    }
}
