package dev.carewire.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.dialect.Callers;
import dev.carewire.emit.RecordingEmit;
import dev.carewire.event.Event;
import dev.carewire.event.RecordingEvents.RecordingCompleted;
import dev.carewire.event.SampleEvents;
import dev.carewire.fixture.TestPublishers;
import dev.carewire.identity.Role;
import dev.carewire.record.KeptRecords;
import dev.carewire.transcription.Recording;
import dev.carewire.transcription.Recordings;
import dev.carewire.user.UserDirectory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Recordings on a real database. */
class RecordingsTest extends DatabaseTest {

    private static final Instant NOW = Instant.parse("2026-11-20T15:00:00.250Z");
    private static final String PATIENT = SampleEvents.PATIENT.id();

    private final List<Event<?>> told = new ArrayList<>();
    private final Recordings recordings = at(NOW);
    private final Caller doctor = Callers.caller(tenant, "doctor", Role.DOCTOR);

    RecordingsTest(TestDatabases which) {
        super(which);
    }

    private Recordings at(Instant now) {
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);
        return new Recordings(
                new JdbiRecordings(database()),
                new JdbiRecordDirectory(database(), KeptRecords.ALL, UserDirectory.CLOSED),
                new JdbiTransactions(database()),
                new RecordingEmit(TestPublishers.over(database(), told::add), clock),
                clock);
    }

    private Recording begun() {
        new JdbiPatients(database(), KeptRecords.ALL).insert(tenant, SampleEvents.PATIENT);
        return recordings.start(doctor, PATIENT, Optional.of("enc-1"));
    }

    @Test
    void isWhatItsOwnerBegan() {
        Recording begun = begun();

        assertThat(begun)
                .isEqualTo(new Recording(begun.id(), PATIENT, Optional.of("enc-1"), "doctor", NOW, Optional.empty()));
        assertThat(recordings.get(doctor, begun.id())).isEqualTo(begun);
        assertThat(told).isEmpty();
    }

    @Test
    void isThereForNobodyElse() {
        String id = begun().id();

        for (Caller other : List.of(
                Callers.caller(tenant, "boss", Role.ADMIN), Callers.caller(otherTenant, "doctor", Role.DOCTOR))) {
            assertThatThrownBy(() -> recordings.get(other, id)).hasMessage("recording not found");
            assertThatThrownBy(() -> recordings.complete(other, "s", id)).hasMessage("recording not found");
        }
        assertThatThrownBy(() -> recordings.get(doctor, "no-such-id")).hasMessage("recording not found");
        assertThat(recordings.get(doctor, id).completedAt()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"PATIENT", "DISPLAY", "RECEPTIONIST", "BILLING", "STAFF", "OTHER"})
    void isForThoseWhoTreat(Role role) {
        Caller caller = Callers.caller(tenant, "doctor", role);

        assertThatThrownBy(() -> recordings.start(caller, PATIENT, Optional.empty()))
                .isInstanceOf(RejectedException.class)
                .hasMessage("this role may not record");
    }

    static Stream<String> noEncounters() {
        return Stream.of("", " ", "a\nb", "x".repeat(321));
    }

    @ParameterizedTest
    @MethodSource("noEncounters")
    void takesNoEncounterThatIsNone(String encounter) {
        assertThatThrownBy(() -> recordings.start(doctor, PATIENT, Optional.of(encounter)))
                .hasMessageStartingWith("encounterId: invalid");
    }

    @Test
    void isOfAPatientOfTheClinic() {
        assertThatThrownBy(() -> recordings.start(doctor, PATIENT, Optional.empty()))
                .hasMessage("patient not found");
    }

    @Test
    void endsOnceAndTellsTheOthersWhoFollowIt() {
        String id = begun().id();

        assertThat(recordings.complete(doctor, "session-1", id).completedAt()).contains(NOW);
        assertThat(at(NOW.plusSeconds(9)).complete(doctor, "session-1", id).completedAt())
                .contains(NOW);

        assertThat(told).singleElement().satisfies(event -> {
            assertThat(event.payload()).isEqualTo(new RecordingCompleted(id, NOW));
            assertThat(event.exceptSession()).contains("session-1");
        });
    }

    @Test
    void isForgottenAfterAWhile() {
        String id = begun().id();

        at(NOW.plus(Duration.ofDays(30))).sweep();
        assertThat(recordings.get(doctor, id)).isNotNull();
        at(NOW.plus(Duration.ofDays(30)).plusMillis(1)).sweep();

        assertThatThrownBy(() -> recordings.get(doctor, id)).hasMessage("recording not found");
    }

    @Test
    void goesWithItsPatient() {
        String id = begun().id();

        new JdbiPatients(database(), KeptRecords.ALL).delete(tenant, PATIENT);

        assertThatThrownBy(() -> recordings.get(doctor, id)).hasMessage("recording not found");
    }
}
