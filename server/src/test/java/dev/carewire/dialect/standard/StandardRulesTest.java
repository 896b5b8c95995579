package dev.carewire.dialect.standard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.adapter.jdbi.Database;
import dev.carewire.adapter.jdbi.TestDatabases;
import dev.carewire.cluster.Publisher;
import dev.carewire.dialect.Callers;
import dev.carewire.dialect.TestClient;
import dev.carewire.dialect.TestFeatures;
import dev.carewire.dialect.Vocabulary;
import dev.carewire.dialect.standard.StandardRules.Disclosure;
import dev.carewire.dialect.standard.StandardRules.StaffAudience;
import dev.carewire.dialect.standard.StandardRules.TypingAudience;
import dev.carewire.event.ClaimEvents;
import dev.carewire.event.CustomEvents;
import dev.carewire.event.Event;
import dev.carewire.event.EventCatalog;
import dev.carewire.event.EventType;
import dev.carewire.event.ExtendedEvents;
import dev.carewire.event.MessagingEvents;
import dev.carewire.event.NotificationEvents;
import dev.carewire.event.NotificationEvents.NotificationCreated;
import dev.carewire.event.NotificationPriority;
import dev.carewire.event.NotificationSnapshot;
import dev.carewire.event.PresenceEvents;
import dev.carewire.event.RoomKey;
import dev.carewire.event.SampleEvents;
import dev.carewire.fixture.NotificationSnapshotBuilder;
import dev.carewire.fixture.TestPublishers;
import dev.carewire.hub.Hub;
import dev.carewire.hub.HubConfig;
import dev.carewire.hub.SessionLimits;
import dev.carewire.hub.TextEncoding;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import dev.carewire.log.RingLimits;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The recipients and the contents of messages in the second generation of derm-app's contract. */
class StandardRulesTest {

    private static final TenantId TENANT = SampleEvents.TENANT;

    private final Clock clock = Clock.fixed(SampleEvents.AT, ZoneOffset.UTC);
    private final Hub hub = new Hub(
            new HubConfig(new SessionLimits(50, 50, 50), new RingLimits(1 << 20, Duration.ofMinutes(2))), clock);
    private final Vocabulary minimal =
            StandardVocabulary.create(Disclosure.MINIMAL).messages();
    private final StandardVocabulary full = StandardVocabulary.create(Disclosure.FULL);

    private StandardDialect dialect(Disclosure disclosure, StaffAudience reach) {
        Database database = TestDatabases.H2.database();
        Publisher publisher = TestPublishers.over(database, hub::deliver);
        return new StandardDialect(
                hub,
                TestFeatures.over(database, publisher, clock),
                new StandardRules(disclosure, reach, TypingAudience.TENANT),
                clock);
    }

    private TestClient client(StandardDialect dialect, String user, Role... roles) {
        TestClient client = new TestClient(
                user, Callers.caller(TENANT, user, roles), hub, new TextEncoding(dialect::render), dialect::receive);
        dialect.connected(client.session());
        client.runWorkers();
        client.takeReceived();
        return client;
    }

    private static Event<?> sample(EventType<?> type) {
        return SampleEvents.all().stream()
                .filter(event -> event.type().equals(type))
                .findFirst()
                .orElseThrow();
    }

    private static Set<String> names(List<String> messages) {
        return messages.stream()
                .map(message -> message.split("\"", 3)[1])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "patient.checked-in | [\"patient:checkin\",{\"appointmentId\":\"apt-1\",\"patientId\":\"pat-1\",\"timestamp\":AT}]",
                "patient.updated | [\"patient:updated\",{\"patient\":{\"id\":\"pat-1\",\"lastUpdated\":AT},\"timestamp\":AT}]",
                "patient.insurance-verified | [\"patient:insurance_verified\",{\"patientId\":\"pat-1\",\"insuranceInfo\":{\"verified\":true},\"timestamp\":AT}]",
                "patient.balance-changed | [\"patient:balance_changed\",{\"patientId\":\"pat-1\",\"timestamp\":AT,\"balanceChanged\":true}]"
            })
    void leavesOutWhatTheContractLeavesOut(String event, String message) {
        assertThat(minimal.render(sample(EventCatalog.named(event))).get(0))
                .isEqualTo(message.replace("AT", "\"2026-11-20T15:00:00.250Z\""));
    }

    /** Messages to the whole clinic contain no names, findings, amounts or free text. */
    @Test
    void tellsTheClinicNeitherNamesNorFindingsNorTexts() {
        List<String> fields = List.of(
                "patientName",
                "firstName",
                "lastName",
                "dob",
                "phone",
                "email",
                "insurance",
                "balance",
                "oldBalance",
                "newBalance",
                "payer",
                "payerName",
                "plan",
                "memberId",
                "medication",
                "chiefComplaint",
                "diagnosis",
                "pathLabCaseNumber",
                "denialReason",
                "paymentMethod",
                "insurancePlan",
                "authNumber",
                "result",
                "resultFlag",
                "title",
                "description",
                "sender");
        for (Event<?> event : SampleEvents.all()) {
            // The recipients of a claim stay in that message, as the contract requires.
            boolean toStaff = !event.type().equals(ClaimEvents.CLAIM_SUBMITTED)
                    && event.rooms().stream()
                            .map(RoomKey::kind)
                            .anyMatch(
                                    Set.of(RoomKey.Kind.TENANT, RoomKey.Kind.ROOM_BOARD, RoomKey.Kind.PROVIDER_QUEUE)
                                            ::contains);
            if (toStaff && !CustomEvents.ALL.contains(event.type())) {
                String said = String.join("\n", minimal.render(event));
                fields.forEach(field -> assertThat(said).doesNotContain("\"" + field + "\":"));
                assertThat(said).doesNotContain("Marisol", "Quintero", "555");
            }
        }
    }

    @Test
    void saysAllElseAsItIs() {
        for (EventType<?> type : List.of(
                MessagingEvents.MESSAGE_SENT, PresenceEvents.USER_CAME_ONLINE, PresenceEvents.PATIENT_VIEWING)) {
            assertThat(minimal.render(sample(type))).isEqualTo(full.messages().render(sample(type)));
        }
    }

    @Test
    void announcesMessagesWithAPreviewThatSaysNothing() {
        assertThat(minimal.render(sample(MessagingEvents.MESSAGE_ANNOUNCED)))
                .singleElement()
                .asString()
                .contains("\"preview\":\"New message\"")
                .doesNotContain("\"sender\"");
    }

    @ParameterizedTest
    @CsvSource({
        "prior_auth_status, The status of a prior authorization has changed",
        "lab_result_ready, Lab results are ready",
        "general, About Marisol"
    })
    void notifiesOfResultsWithoutNames(String kind, String message) {
        NotificationSnapshot notification = new NotificationSnapshotBuilder(
                        "n-1",
                        "dr-chen",
                        kind,
                        "Title",
                        "About Marisol",
                        NotificationPriority.NORMAL,
                        false,
                        SampleEvents.AT)
                .metadata("{\"a\":1}")
                .build();

        assertThat(minimal.render(NotificationEvents.NOTIFICATION_CREATED.newEvent(
                        TENANT, SampleEvents.AT, new NotificationCreated(notification))))
                .singleElement()
                .asString()
                .contains("\"title\":\"Title\",\"message\":\"" + message + "\"");
    }

    @Test
    void everyEventForTheClinicHasModules() {
        for (Event<?> event : SampleEvents.all()) {
            boolean toStaff = event.rooms().contains(RoomKey.tenant(TENANT));
            boolean spoken = !full.messages().render(event).isEmpty() && !CustomEvents.ALL.contains(event.type());
            assertThat(full.modules().containsKey(event.type().name()))
                    .as(event.type().name())
                    .isEqualTo(toStaff && spoken);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "RECEPTIONIST, HOME SCHEDULE OFFICE_FLOW APPT_FLOW WAITLIST PATIENTS CLINICAL_INBOX MAIL CLAIMS CLEARINGHOUSE",
        "SCHEDULER, HOME SCHEDULE OFFICE_FLOW APPT_FLOW WAITLIST PATIENTS CLINICAL_INBOX MAIL",
        "BILLING, HOME SCHEDULE OFFICE_FLOW APPT_FLOW WAITLIST PATIENTS CLINICAL_INBOX MAIL FINANCIALS CLAIMS CLEARINGHOUSE",
        "STAFF, HOME CLINICAL_INBOX",
        "PATIENT, ''"
    })
    void opensTheModulesOfTheContract(Role role, String modules) {
        assertThat(FrontEndModule.openTo(Set.of(role)).stream().map(FrontEndModule::name))
                .containsExactlyInAnyOrder(Stream.of(modules.split(" ", -1))
                        .filter(name -> !name.isEmpty())
                        .toArray(String[]::new));
    }

    @Test
    void doctorsAndComplianceOfficersOpenAllButALittle() {
        assertThat(FrontEndModule.openTo(Set.of(Role.NURSE)))
                .hasSize(14)
                .doesNotContain(FrontEndModule.FINANCIALS, FrontEndModule.CLAIMS, FrontEndModule.CLEARINGHOUSE);
        assertThat(FrontEndModule.openTo(Set.of(Role.COMPLIANCE_OFFICER)))
                .hasSize(16)
                .doesNotContain(FrontEndModule.MAIL);
        assertThat(FrontEndModule.openTo(Set.of(Role.ADMIN))).hasSize(17);
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"ADMIN", "NURSE", "STAFF", "COMPLIANCE_OFFICER"})
    void tellsEachOnceWhatTheirModulesAreFor(Role role) {
        TestClient client = client(dialect(Disclosure.FULL, StaffAudience.MODULES), "user-1", role);

        hub.deliver(sample(MessagingEvents.MESSAGE_ANNOUNCED));
        hub.deliver(sample(EventCatalog.named("appointment.created")));

        boolean mail = role != Role.STAFF && role != Role.COMPLIANCE_OFFICER;
        List<String> received = client.takeReceived();
        assertThat(names(received))
                .containsExactlyElementsOf(
                        mail ? List.of("appointment:created", "message:notification") : List.of("appointment:created"));
        assertThat(received).hasSize(mail ? 2 : 1);
    }

    @Test
    void minimalDisclosureLeavesOutExtraFields() {
        assertThat(ExtendedEvents.all())
                .isNotEmpty()
                .noneMatch(event -> String.join("", minimal.render(event)).contains(ExtendedEvents.MARKER));
    }

    @Test
    void heedsTheRolesOfANewToken() {
        StandardDialect dialect = dialect(Disclosure.FULL, StaffAudience.MODULES);
        TestClient client = client(dialect, "user-1", Role.STAFF);

        dialect.disconnected(client.session());
        client.session().renew(Callers.caller(TENANT, "user-1", Role.NURSE));
        dialect.connected(client.session());
        client.runWorkers();
        client.takeReceived();
        hub.deliver(sample(MessagingEvents.MESSAGE_ANNOUNCED));

        assertThat(names(client.takeReceived())).containsExactly("message:notification");
    }

    @Test
    void tellsWhoHasAChartOpenToThoseAloneWhoHaveItOpenToo() {
        StandardDialect dialect = dialect(Disclosure.MINIMAL, StaffAudience.TENANT);
        TestClient viewer = client(dialect, "viewer", Role.NURSE);
        TestClient other = client(dialect, "other", Role.NURSE);
        hub.join(viewer.session(), RoomKey.patient(TENANT, "pat-1"));
        viewer.takeReceived();

        hub.deliver(sample(PresenceEvents.PATIENT_VIEWING));

        assertThat(names(viewer.takeReceived())).containsExactly("patient:viewing");
        assertThat(other.takeReceived()).isEmpty();
    }

    @Test
    void tellsEverybodyWhoHasAChartOpenWhereEverythingIsDisclosed() {
        StandardDialect dialect = dialect(Disclosure.FULL, StaffAudience.TENANT);
        TestClient viewer = client(dialect, "viewer", Role.NURSE);
        TestClient other = client(dialect, "other", Role.NURSE);
        hub.join(viewer.session(), RoomKey.patient(TENANT, "pat-1"));
        viewer.takeReceived();

        hub.deliver(sample(PresenceEvents.PATIENT_VIEWING));

        assertThat(viewer.takeReceived()).hasSize(1);
        assertThat(other.takeReceived()).hasSize(1);
    }
}
