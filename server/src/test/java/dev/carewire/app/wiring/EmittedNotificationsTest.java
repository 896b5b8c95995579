package dev.carewire.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carewire.adapter.jdbi.ClinicTest;
import dev.carewire.adapter.jdbi.TestDatabases;
import dev.carewire.adapter.json.JsonPayloadParser;
import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.command.Rejection;
import dev.carewire.emission.CustomEventNames;
import dev.carewire.emission.Emission;
import dev.carewire.emission.EmissionReceipt;
import dev.carewire.emission.EmissionRequest;
import dev.carewire.emission.Emissions;
import dev.carewire.emission.EscalatedNotifications;
import dev.carewire.emission.FamilyWires;
import dev.carewire.emission.VerbatimMessages;
import dev.carewire.event.NotificationEvents.NotificationCreated;
import dev.carewire.event.NotificationPriority;
import dev.carewire.event.NotificationSnapshot;
import dev.carewire.fixture.PrincipalBuilder;
import dev.carewire.fixture.TestZones;
import dev.carewire.identity.Principal;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import dev.carewire.notification.Notification;
import dev.carewire.notification.Notifications;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Notifications that other back ends push and want acknowledged, as the notifications keep them. */
class EmittedNotificationsTest extends ClinicTest {

    private final Notifications notifications =
            WiredFeatures.over(database(), publisher, clock).client().notifications();

    private static final String DATA = "{\"notification\":{\"kind\":\"lab_result_ready\",\"title\":\"Ready\","
            + "\"message\":\"Look at it\",\"priority\":\"high\"}}";

    private final Caller backEnd = caller(tenant, Role.SERVICE);

    EmittedNotificationsTest(TestDatabases which) {
        super(which);
    }

    private Emissions emissions(EscalatedNotifications chased) {
        return new Emissions(
                publisher,
                new JsonPayloadParser(TestZones.UTC),
                new EmittedVitals(),
                new CustomEventNames(List.of("lab:*")),
                chased,
                new VerbatimMessages(new FamilyWires(List.of()), new JsonPayloadParser(TestZones.UTC)),
                clock);
    }

    private List<EmissionReceipt> emit(Caller caller, Emission... emissions) {
        return emissions(new EmittedNotifications(notifications)).emit(caller, request(emissions), transactions);
    }

    private List<EmissionReceipt> emit(Emission... emissions) {
        return emit(backEnd, emissions);
    }

    private static EmissionRequest request(Emission... emissions) {
        return new EmissionRequest(List.of(emissions));
    }

    private static Emission acknowledged(String data, String... users) {
        return new Emission(
                "", "notification:created", List.of(), List.of(users), Optional.of("acknowledged"), Optional.of(data));
    }

    private static Emission announced() {
        return new Emission("", "lab:ready", List.of("tenant"), List.of(), Optional.empty(), Optional.empty());
    }

    private List<Notification> kept(TenantId clinic, String user) {
        Principal principal = new PrincipalBuilder(user, user, Set.of(Role.DOCTOR))
                .tenant(clinic)
                .build();
        return notifications
                .history(new Caller(principal, clinic), Optional.empty(), 200)
                .items();
    }

    private void assertNothingHappened(String... users) {
        assertThat(events).isEmpty();
        for (String user : users) {
            assertThat(kept(tenant, user)).isEmpty();
        }
    }

    private static void assertInvalid(ThrowingCallable call, String text) {
        assertThatThrownBy(call).isInstanceOfSatisfying(RejectedException.class, refusal -> {
            assertThat(refusal.rejection()).isEqualTo(Rejection.INVALID);
            assertThat(refusal.text()).isEqualTo(text);
        });
    }

    @Test
    void keepsOneForEachUserUntilItIsAcknowledged() {
        List<EmissionReceipt> receipts = emit(acknowledged(DATA, "ada", "bob", "ada"));

        assertThat(receipts).singleElement().satisfies(receipt -> {
            assertThat(receipt.event()).isEqualTo("notification:created");
            assertThat(receipt.resultKind()).isEqualTo(EmissionReceipt.ResultKind.NOTIFICATIONS);
            assertThat(receipt.ids())
                    .containsExactly(
                            kept(tenant, "ada").get(0).id(),
                            kept(tenant, "bob").get(0).id());
        });
        NotificationSnapshot facts = kept(tenant, "ada").get(0).snapshot();
        assertThat(facts.mustAcknowledge()).isTrue();
        assertThat(facts.kind()).isEqualTo("lab_result_ready");
        assertThat(facts.priority()).isEqualTo(NotificationPriority.HIGH);
        assertThat(facts.createdAt()).isEqualTo(NOW);
        assertThat(events)
                .extracting(event ->
                        ((NotificationCreated) event.payload()).notification().userId())
                .containsExactly("ada", "bob");
        assertThat(kept(otherTenant, "ada")).isEmpty();
    }

    @Test
    void keepsWhatItPointsTo() {
        emit(acknowledged(DATA.replace("}}", """
                ,"relatedKind":"order","relatedId":"o-1","actionUrl":"/orders/o-1","metadata":"{\\"row\\":7}"}}
                """.strip()), "ada"));

        NotificationSnapshot facts = kept(tenant, "ada").get(0).snapshot();
        assertThat(facts.relatedKind()).contains("order");
        assertThat(facts.relatedId()).contains("o-1");
        assertThat(facts.actionUrl()).contains("/orders/o-1");
        assertThat(facts.metadata()).contains("{\"row\":7}");
    }

    @Test
    void staysInTheTenantOfTheToken() {
        emit(caller(otherTenant, Role.SERVICE), acknowledged(DATA, "ada"));

        assertThat(kept(tenant, "ada")).isEmpty();
        assertThat(kept(otherTenant, "ada")).hasSize(1);
    }

    @Test
    void keepsNothingOfABatchThatFailsOnTheWay() {
        EscalatedNotifications real = new EmittedNotifications(notifications);
        Emissions failing = emissions((clinic, user, content) -> {
            EscalatedNotifications.Draft draft = real.draft(clinic, user, content);
            return user.equals("ada")
                    ? draft
                    : new EscalatedNotifications.Draft() {
                        @Override
                        public String id() {
                            return draft.id();
                        }

                        @Override
                        public void send() {
                            throw new IllegalStateException("the database went away");
                        }
                    };
        });
        EmissionRequest request = request(announced(), acknowledged(DATA, "ada", "bob"));

        assertThatThrownBy(() -> failing.emit(backEnd, request, transactions)).hasMessage("the database went away");

        assertNothingHappened("ada", "bob");
        assertThat(emissions(real).emit(backEnd, request, transactions)).hasSize(2);
        assertThat(kept(tenant, "bob")).hasSize(1);
    }

    @Test
    void keepsNothingOfABatchWithOneFault() {
        assertInvalid(
                () -> emit(announced(), acknowledged(DATA, "ada"), acknowledged(DATA.replace("Ready", " "), "bob")),
                "data.notification.title must be one line of 1 to 200 characters");

        assertNothingHappened("ada", "bob");
    }

    @Test
    void sendsAtMostAHundredInOneRequest() {
        String[] users = IntStream.range(0, 100).mapToObj(i -> "user-" + i).toArray(String[]::new);
        emit(acknowledged(DATA, users));
        assertThat(kept(tenant, "user-99")).hasSize(1);
        events.clear();

        assertInvalid(
                () -> emit(acknowledged(DATA, Arrays.copyOf(users, 50)), acknowledged(DATA, Arrays.copyOf(users, 51))),
                "events: 101 with each notification (expected: at most 100)");
        assertThat(events).isEmpty();
        assertThat(kept(tenant, "user-0")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'kind':'7' | kind: invalid (expected: a letter, then up to 63 of A-Z a-z 0-9 _ . : -)",
                "'relatedKind':'' | relatedKind must be an id of 1 to 320 characters",
                "'relatedId':'' | relatedId must be an id of 1 to 320 characters",
                "'actionUrl':'//other.host' | actionUrl: invalid (expected: a path of up to 500 characters)",
                "'metadata':'7' | metadata: invalid (expected: the text of a JSON object)",
                "'metadata':'{' | metadata: invalid (expected: the text of a JSON object)",
                "'priority':'big' | priority: invalid (expected: one of low, normal, high, urgent, emergency)",
                "'id':'mine' | id: unknown (expected: no such field)",
                "'userId':'bob' | userId: unknown (expected: no such field)"
            })
    void refusesWhatNoNotificationMaySay(String field, String text) {
        String name = field.substring(1, field.indexOf('\'', 1));
        String json = field.replace('\'', '"');
        String data = DATA.contains("\"" + name + "\"")
                ? DATA.replaceFirst("\"" + name + "\":\"[^\"]*\"", json)
                : DATA.replace("}}", "," + json + "}}");

        assertInvalid(() -> emit(acknowledged(data, "ada")), "data.notification." + text);
        assertNothingHappened("ada");
    }

    @Test
    void refusesTextsThatAreTooLong() {
        assertInvalid(
                () -> emit(acknowledged(DATA.replace("Look at it", "x".repeat(2_001)), "ada")),
                "data.notification.message must be a text of 1 to 2000 characters");
        assertNothingHappened("ada");
    }
}
