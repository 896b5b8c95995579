package dev.carewire.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.carewire.Parallel;
import dev.carewire.app.wiring.WiredVitals;
import dev.carewire.cluster.Publisher;
import dev.carewire.cluster.Transactions;
import dev.carewire.command.Caller;
import dev.carewire.command.Page;
import dev.carewire.command.RejectedException;
import dev.carewire.command.Rejection;
import dev.carewire.command.TimeCursor;
import dev.carewire.emit.Emit;
import dev.carewire.event.Event;
import dev.carewire.event.RoomKey;
import dev.carewire.event.VitalAlert;
import dev.carewire.event.VitalRange;
import dev.carewire.event.VitalSnapshot;
import dev.carewire.event.VitalThresholds;
import dev.carewire.event.VitalValue;
import dev.carewire.event.VitalsEvents.VitalAlertRaised;
import dev.carewire.event.VitalsEvents.VitalRecorded;
import dev.carewire.event.VitalsEvents.VitalThresholdsChanged;
import dev.carewire.fixture.PatientFormBuilder;
import dev.carewire.fixture.PrincipalBuilder;
import dev.carewire.fixture.TestPublishers;
import dev.carewire.fixture.ThresholdFormBuilder;
import dev.carewire.fixture.VitalFormBuilder;
import dev.carewire.fixture.VitalQueryBuilder;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import dev.carewire.patient.Patients;
import dev.carewire.record.KeptRecords;
import dev.carewire.user.UserDirectory;
import dev.carewire.vitals.AggregateQuery;
import dev.carewire.vitals.AggregateQuery.BucketSize;
import dev.carewire.vitals.ThresholdForm;
import dev.carewire.vitals.Thresholds;
import dev.carewire.vitals.VitalAggregate;
import dev.carewire.vitals.VitalForm;
import dev.carewire.vitals.VitalQuery;
import dev.carewire.vitals.VitalStatistics;
import dev.carewire.vitals.Vitals;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Vitals on a real database: who may record and read them, and who receives which events. */
class VitalsTest extends DatabaseTest {

    private static final Instant NOW = Instant.parse("2026-11-20T15:00:00.250Z");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private final List<Event<?>> told = Collections.synchronizedList(new ArrayList<>());
    private final Transactions transactions = new JdbiTransactions(database());
    private final TestClock clock = new TestClock(NOW, ZoneOffset.UTC);
    private final Publisher publisher = TestPublishers.over(database(), told::add);
    private final Emit emit = new Emit(publisher, clock);
    private final WiredVitals features = WiredVitals.over(database(), publisher, clock);
    private final Vitals vitals = features.vitals();
    private final Thresholds thresholds = features.thresholds();
    private final Patients patients =
            new Patients(new JdbiPatients(database(), KeptRecords.ALL), transactions, emit, tenant -> BERLIN, clock);

    private final Caller nurse = caller(tenant, "nurse-ada", Role.NURSE);
    private final Caller stranger = caller(otherTenant, "nurse-eve", Role.ADMIN);
    private final Caller walker = caller(tenant, "walker", Role.PATIENT);
    private final Caller display = caller(tenant, "screen", Role.DISPLAY);

    private String patientId = "";

    VitalsTest(TestDatabases which) {
        super(which);
    }

    @BeforeEach
    void registerAPatient() {
        patientId = patients.create(
                        nurse,
                        new PatientFormBuilder()
                                .firstName("Marisol")
                                .lastName("Quintero")
                                .build())
                .id();
    }

    @Test
    void keepsAValueAndTellsThePatientAndWhoHasTheChartOpen() {
        Instant measuredAt = NOW.minusSeconds(90);
        VitalSnapshot vital = vitals.record(
                nurse,
                new VitalFormBuilder()
                        .patientId(patientId)
                        .dataType("blood_pressure")
                        .value(VitalValue.bloodPressure(121.5, 80))
                        .unit("MMHG")
                        .notes("Sitting\nleft arm")
                        .measuredAt(measuredAt)
                        .build());

        assertThat(vital)
                .isEqualTo(new VitalSnapshot(
                        vital.id(),
                        patientId,
                        "blood_pressure",
                        VitalValue.bloodPressure(121.5, 80),
                        Optional.of("mmHg"),
                        Optional.empty(),
                        Optional.of("Sitting\nleft arm"),
                        measuredAt,
                        NOW,
                        "nurse-ada"));
        assertThat(history(nurse, patientId)).containsExactly(vital);
        assertThat(payloads()).containsExactly(new VitalRecorded(vital));
        assertThat(rooms(vitalEvents().get(0)))
                .containsExactlyInAnyOrder(RoomKey.user(tenant, patientId), RoomKey.patient(tenant, patientId));
        assertThat(features.alerts()).isEmpty();
    }

    @Test
    void everybodyMayKeepTheirOwnValuesWithoutAChart() {
        VitalSnapshot vital = vitals.record(
                walker,
                new VitalFormBuilder()
                        .dataType("steps")
                        .value(VitalValue.of(8_000))
                        .measuredAt(NOW)
                        .build());

        assertThat(vital.patientId()).isEqualTo("walker");
        assertThat(vital.unit()).isEmpty();
        assertThat(history(walker, "walker")).containsExactly(vital);
        assertRejected(Rejection.NOT_FOUND, () -> history(nurse, "walker"));
    }

    @Test
    void aPatientSeesTheirOwnChartAndNoOther() {
        Caller patient = caller(tenant, patientId, Role.PATIENT);
        VitalSnapshot vital = record("heart_rate", 70, NOW);

        assertThat(history(patient, patientId)).containsExactly(vital);
        assertRejected(Rejection.FORBIDDEN, () -> history(walker, patientId));
        assertRejected(Rejection.FORBIDDEN, () -> history(walker, "nobody"));
        assertRejected(
                Rejection.FORBIDDEN,
                () -> vitals.record(
                        walker,
                        new VitalFormBuilder()
                                .patientId(patientId)
                                .dataType("weight")
                                .value(VitalValue.of(70))
                                .measuredAt(NOW)
                                .build()));
        assertRejected(Rejection.FORBIDDEN, () -> thresholds.list(walker, Optional.of(patientId)));
        assertRejected(
                Rejection.FORBIDDEN,
                () -> thresholds.change(
                        walker,
                        new ThresholdFormBuilder()
                                .patientId(patientId)
                                .dataType("weight")
                                .amount(VitalRange.of(60, 70))
                                .build()));
        assertRejected(
                Rejection.FORBIDDEN,
                () -> vitals.aggregates(walker, aggregates(Optional.of(patientId), "heart_rate", BucketSize.DAY)));
    }

    @Test
    void anotherTenantsPatientIsAnsweredLikeAnUnknownOne() {
        record("heart_rate", 70, NOW);
        told.clear();
        for (String id : List.of(patientId, "nobody", "zero\0", "x".repeat(321), "\ud83d", "")) {
            Optional<String> other = Optional.of(id);
            assertNotFound(() -> history(stranger, id));
            assertNotFound(() -> vitals.record(stranger, value(other, "heart_rate", 70, NOW)));
            assertNotFound(() -> thresholds.list(stranger, other));
            assertNotFound(() -> thresholds.change(stranger, threshold(other, "weight", VitalRange.of(60, 70))));
            assertNotFound(() -> vitals.aggregates(stranger, aggregates(other, "heart_rate", BucketSize.DAY)));
        }
        assertThat(told).isEmpty();
    }

    @Test
    void theSameUserIdInAnotherTenantIsSomebodyElse() {
        Caller namesake = caller(otherTenant, patientId, Role.PATIENT);
        record("heart_rate", 170, NOW);
        thresholds.change(
                nurse,
                new ThresholdFormBuilder()
                        .patientId(patientId)
                        .dataType("weight")
                        .amount(VitalRange.of(60, 70))
                        .build());

        assertThat(history(namesake, patientId)).isEmpty();
        assertThat(ownThresholds(namesake)).containsEntry("weight", VitalThresholds.of(30, 300, "kg"));
        assertThat(vitals.aggregates(namesake, aggregates(Optional.empty(), "heart_rate", BucketSize.DAY)))
                .isEmpty();
        vitals.record(
                namesake,
                new VitalFormBuilder()
                        .dataType("heart_rate")
                        .value(VitalValue.of(170))
                        .measuredAt(NOW)
                        .build());
        assertThat(features.alerts()).hasSize(2);
    }

    @Test
    void displaysAreRefused() {
        assertRejected(Rejection.FORBIDDEN, () -> history(display, "screen"));
        assertRejected(
                Rejection.FORBIDDEN,
                () -> vitals.record(
                        display,
                        new VitalFormBuilder()
                                .dataType("weight")
                                .value(VitalValue.of(70))
                                .measuredAt(NOW)
                                .build()));
        assertRejected(Rejection.FORBIDDEN, () -> ownThresholds(display));
    }

    @Test
    void refusesWhatNobodyCanHaveMeasured() {
        for (double number :
                new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 9.9, 400.1, -70}) {
            assertRejected(Rejection.INVALID, () -> record("heart_rate", number, NOW));
        }
        for (double number : new double[] {Double.NaN, Double.NEGATIVE_INFINITY, 1.1e9}) {
            assertRejected(Rejection.INVALID, () -> record("steps", number, NOW));
        }
        for (VitalValue pressure : List.of(
                VitalValue.of(29),
                VitalValue.bloodPressure(351, 80),
                VitalValue.bloodPressure(120, 9),
                VitalValue.bloodPressure(120, Double.NaN),
                VitalValue.bloodPressure(80, 80),
                VitalValue.bloodPressure(80, 120))) {
            assertRejected(Rejection.INVALID, () -> record("blood_pressure", pressure, NOW));
        }
        assertRejected(Rejection.INVALID, () -> record("heart_rate", VitalValue.bloodPressure(120, 80), NOW));
        assertRejected(Rejection.INVALID, () -> record("steps", VitalValue.bloodPressure(120, 80), NOW));
        assertThat(history(nurse, patientId)).isEmpty();
        assertThat(vitalEvents()).isEmpty();
    }

    @Test
    void takesTheFirstAndLastPlausibleNumber() {
        record("heart_rate", 10, NOW);
        record("heart_rate", 400, NOW);
        record("blood_pressure", VitalValue.of(120), NOW);
        record("steps", -1e9, NOW);

        assertThat(history(nurse, patientId)).hasSize(4);
    }

    @Test
    void refusesTypesUnitsAndNotesThatCannotBe() {
        for (String type : List.of("", "Heart_rate", "heart rate", "1st", "a".repeat(41), "x'--", "\u00e4pfel")) {
            assertRejected(Rejection.INVALID, () -> record(type, 70, NOW));
        }
        assertRejected(Rejection.INVALID, () -> vitals.record(nurse, form("temperature", 310.65, "K", "")));
        assertRejected(Rejection.INVALID, () -> vitals.record(nurse, form("steps", 1, "x".repeat(21), "")));
        assertRejected(Rejection.INVALID, () -> vitals.record(nurse, form("steps", 1, "a\0b", "")));
        assertRejected(Rejection.INVALID, () -> vitals.record(nurse, form("steps", 1, "", "x".repeat(1_001))));
        assertRejected(Rejection.INVALID, () -> vitals.record(nurse, form("steps", 1, "", "a\0b")));
        assertThat(history(nurse, patientId)).isEmpty();

        VitalSnapshot warm = vitals.record(nurse, form("temperature", 98.6, " f ", "x".repeat(1_000)));
        VitalSnapshot steps = vitals.record(nurse, form("steps", 1, " per day ", "  "));
        assertThat(warm.unit()).contains("\u00b0F");
        assertThat(steps.unit()).contains("per day");
        assertThat(steps.notes()).isEmpty();
        assertThat(history(nurse, patientId)).containsExactlyInAnyOrder(warm, steps);
    }

    @Test
    void refusesWhatWasMeasuredInTheFutureOrTooLongAgo() {
        record("heart_rate", 70, NOW.plus(Duration.ofMinutes(5)));
        record("heart_rate", 70, NOW.minus(Duration.ofDays(365)));

        assertRejected(
                Rejection.INVALID,
                () -> record("heart_rate", 70, NOW.plus(Duration.ofMinutes(5)).plusMillis(1)));
        assertRejected(
                Rejection.INVALID,
                () -> record("heart_rate", 70, NOW.minus(Duration.ofDays(365)).minusMillis(1)));
        assertRejected(Rejection.INVALID, () -> record("heart_rate", 70, Instant.MAX));
        assertRejected(Rejection.INVALID, () -> record("heart_rate", 70, Instant.MIN));
        assertThat(history(nurse, patientId)).hasSize(2);
    }

    @Test
    void listsByTheTimeOfMeasuringWhateverTheOrderOfArrival() {
        VitalSnapshot second = record("heart_rate", 72, NOW.minusSeconds(20));
        VitalSnapshot first = record("heart_rate", 71, NOW.minusSeconds(30));
        VitalSnapshot third = record("weight", 73, NOW.minusSeconds(10));

        assertThat(history(nurse, patientId)).containsExactly(third, second, first);
        assertThat(vitals.history(
                                nurse,
                                new VitalQueryBuilder()
                                        .patientId(patientId)
                                        .dataType("heart_rate")
                                        .build())
                        .items())
                .containsExactly(second, first);
        assertThat(vitals.history(
                                nurse,
                                new VitalQueryBuilder()
                                        .patientId(patientId)
                                        .from(second.measuredAt())
                                        .to(third.measuredAt())
                                        .build())
                        .items())
                .containsExactly(second);
    }

    @Test
    void pagesThroughValuesOfTheSameMomentWithoutLosingOrRepeatingOne() {
        List<VitalSnapshot> all = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            all.add(record("heart_rate", 70 + i, NOW.minusSeconds(i / 4)));
        }
        List<VitalSnapshot> seen = new ArrayList<>();
        Optional<TimeCursor> before = Optional.empty();
        int pages = 0;
        do {
            Page<VitalSnapshot> page = vitals.history(nurse, query(Optional.empty(), before, 2));
            seen.addAll(page.items());
            before = page.nextCursor().map(TimeCursor::parse);
            record("heart_rate", 90, NOW.plusSeconds(1));
            pages++;
        } while (before.isPresent());

        assertThat(pages).isEqualTo(4);
        assertThat(seen).containsExactlyInAnyOrderElementsOf(all);
        assertThat(seen).isSortedAccordingTo((a, b) -> b.measuredAt().compareTo(a.measuredAt()));
        assertRejected(Rejection.INVALID, () -> vitals.history(nurse, query(0)));
        assertRejected(Rejection.INVALID, () -> vitals.history(nurse, query(201)));
    }

    @Test
    void alertsInTheDocumentedWords() {
        record("heart_rate", 59.5, NOW);
        record("temperature", 99.6, NOW);
        record("blood_sugar", 141, NOW);
        record("weight", 29, NOW);
        record("blood_pressure", VitalValue.bloodPressure(150, 95), NOW);
        record("blood_pressure", VitalValue.of(80), NOW);

        assertThat(features.alerts())
                .extracting(VitalAlert::message)
                .containsExactly(
                        "heart_rate value 59.5 is below minimum threshold 60",
                        "temperature value 99.6 is above maximum threshold 99.5",
                        "blood_sugar value 141 is above maximum threshold 140",
                        "weight value 29 is below minimum threshold 30",
                        "blood_pressure value 150 is above maximum threshold 140",
                        "blood_pressure value 95 is above maximum threshold 90",
                        "blood_pressure value 80 is below minimum threshold 90");
        assertThat(features.alerts().get(5).component()).isEqualTo(VitalAlert.Component.DIASTOLIC);
        List<Event<?>> alerts = vitalEvents().stream()
                .filter(event -> event.payload() instanceof VitalAlertRaised)
                .toList();
        assertThat(alerts)
                .extracting(event -> ((VitalAlertRaised) event.payload()).alert())
                .containsExactlyElementsOf(features.alerts());
        assertThat(rooms(alerts.get(0)))
                .containsExactlyInAnyOrder(RoomKey.user(tenant, patientId), RoomKey.patient(tenant, patientId));
    }

    @Test
    void theEndsOfARangeRaiseNothing() {
        record("heart_rate", 60, NOW);
        record("heart_rate", 100, NOW);
        record("blood_pressure", VitalValue.bloodPressure(140, 60), NOW);
        record("steps", 1e9, NOW);

        assertThat(features.alerts()).isEmpty();
    }

    @Test
    void theSameAlertIsRaisedOnceInAQuarterOfAnHour() {
        record("heart_rate", 120, NOW);
        record("heart_rate", 130, NOW);
        clock.advance(Duration.ofMinutes(15).minusMillis(1));
        record("heart_rate", 140, clock.instant());
        assertThat(features.alerts()).extracting(VitalAlert::amount).containsExactly(120.0);

        record("heart_rate", 50, clock.instant());
        record("blood_sugar", 150, clock.instant());
        assertThat(features.alerts()).extracting(VitalAlert::amount).containsExactly(120.0, 50.0, 150.0);

        clock.advance(Duration.ofMillis(1));
        record("heart_rate", 150, clock.instant());
        record("heart_rate", 160, clock.instant());
        assertThat(features.alerts()).extracting(VitalAlert::amount).containsExactly(120.0, 50.0, 150.0, 150.0);
    }

    @Test
    void ofManyAtOnceOneAlertIsRaised() throws Exception {
        Parallel.run(8, thread -> {
            record("heart_rate", 120 + thread, NOW);
            vitals.record(
                    walker,
                    new VitalFormBuilder()
                            .dataType("heart_rate")
                            .value(VitalValue.of(120 + thread))
                            .measuredAt(NOW)
                            .build());
        });

        assertThat(features.alerts()).extracting(VitalAlert::patientId).containsExactlyInAnyOrder(patientId, "walker");
        assertThat(history(nurse, patientId)).hasSize(8);
    }

    @Test
    void thresholdsAreThePatientsOwnOrTheDocumentedOnes() {
        assertThat(thresholds.list(nurse, Optional.of(patientId)))
                .hasSize(5)
                .containsEntry("blood_pressure", pressure(VitalRange.of(90, 140), VitalRange.of(60, 90)))
                .containsEntry("heart_rate", VitalThresholds.of(60, 100, "bpm"))
                .containsEntry("blood_sugar", VitalThresholds.of(70, 140, "mg/dL"))
                .containsEntry("temperature", VitalThresholds.of(97, 99.5, "\u00b0F"))
                .containsEntry("weight", VitalThresholds.of(30, 300, "kg"));

        VitalThresholds changed = thresholds.change(
                nurse,
                new ThresholdFormBuilder()
                        .patientId(patientId)
                        .dataType("heart_rate")
                        .amount(VitalRange.of(50, 110))
                        .build());

        assertThat(changed).isEqualTo(VitalThresholds.of(50, 110, "bpm"));
        assertThat(thresholds.list(nurse, Optional.of(patientId))).containsEntry("heart_rate", changed);
        assertThat(ownThresholds(nurse)).containsEntry("heart_rate", VitalThresholds.of(60, 100, "bpm"));
        assertThat(payloads())
                .containsExactly(new VitalThresholdsChanged(patientId, "heart_rate", changed, "nurse-ada"));
        assertThat(rooms(vitalEvents().get(0)))
                .containsExactlyInAnyOrder(RoomKey.user(tenant, patientId), RoomKey.patient(tenant, patientId));
        record("heart_rate", 110, NOW);
        record("heart_rate", 111, NOW);
        assertThat(features.alerts()).extracting(VitalAlert::threshold).containsExactly(110.0);
    }

    @Test
    void systolicAndDiastolicThresholdsAreSetEachForItself() {
        VitalRange above = new VitalRange(Optional.empty(), Optional.of(130.0));
        thresholds.change(
                nurse,
                new ThresholdFormBuilder()
                        .patientId(patientId)
                        .dataType("blood_pressure")
                        .amount(above)
                        .build());
        assertThat(thresholds.list(nurse, Optional.of(patientId)))
                .containsEntry("blood_pressure", pressure(above, VitalRange.of(60, 90)));

        thresholds.change(
                nurse,
                new ThresholdFormBuilder()
                        .patientId(patientId)
                        .dataType("blood_pressure")
                        .diastolic(VitalRange.of(65, 85))
                        .build());
        assertThat(thresholds.list(nurse, Optional.of(patientId)))
                .containsEntry("blood_pressure", pressure(above, VitalRange.of(65, 85)));

        record("blood_pressure", VitalValue.bloodPressure(70, 64), NOW);
        assertThat(features.alerts())
                .extracting(VitalAlert::message)
                .containsExactly("blood_pressure value 64 is below minimum threshold 65");
    }

    @Test
    void anotherThresholdAlertsAnewAtOnce() {
        record("heart_rate", 120, NOW);
        thresholds.change(
                nurse,
                new ThresholdFormBuilder()
                        .patientId(patientId)
                        .dataType("heart_rate")
                        .amount(VitalRange.of(60, 110))
                        .build());
        record("heart_rate", 120, NOW);

        assertThat(features.alerts()).extracting(VitalAlert::threshold).containsExactly(100.0, 110.0);
    }

    @Test
    void refusesThresholdsThatCannotBe() {
        for (VitalRange range : List.of(
                VitalRange.of(100, 60),
                VitalRange.of(9, 100),
                VitalRange.of(60, 401),
                VitalRange.of(60, Double.NaN),
                VitalRange.of(Double.NEGATIVE_INFINITY, 100))) {
            assertRejected(
                    Rejection.INVALID,
                    () -> thresholds.change(
                            nurse,
                            new ThresholdFormBuilder()
                                    .patientId(patientId)
                                    .dataType("heart_rate")
                                    .amount(range)
                                    .build()));
        }
        ThresholdForm nothing = new ThresholdFormBuilder()
                .patientId(patientId)
                .dataType("weight")
                .build();
        ThresholdForm twoNumbers = new ThresholdFormBuilder()
                .patientId(patientId)
                .dataType("weight")
                .amount(VitalRange.of(60, 70))
                .diastolic(VitalRange.of(60, 70))
                .build();
        ThresholdForm typeless = new ThresholdFormBuilder()
                .patientId(patientId)
                .amount(VitalRange.of(60, 70))
                .build();
        for (ThresholdForm form : List.of(nothing, twoNumbers, typeless)) {
            assertRejected(Rejection.INVALID, () -> thresholds.change(nurse, form));
        }
        assertThat(vitalEvents()).isEmpty();
    }

    @Test
    void typesOfTheClinicsOwnHaveThresholdsUpToANumber() {
        for (int i = 0; i < Thresholds.MAX_CUSTOM_TYPES; i++) {
            thresholds.change(
                    walker,
                    new ThresholdFormBuilder()
                            .dataType("type_" + i)
                            .amount(VitalRange.of(0, i))
                            .build());
        }

        assertRejected(
                Rejection.CONFLICT,
                () -> thresholds.change(
                        walker,
                        new ThresholdFormBuilder()
                                .dataType("one_more")
                                .amount(VitalRange.of(0, 1))
                                .build()));
        thresholds.change(
                walker,
                new ThresholdFormBuilder()
                        .dataType("type_7")
                        .amount(VitalRange.of(0, 70))
                        .build());
        thresholds.change(
                walker,
                new ThresholdFormBuilder()
                        .dataType("weight")
                        .amount(VitalRange.of(60, 70))
                        .build());
        assertThat(ownThresholds(walker))
                .hasSize(55)
                .containsEntry("type_7", new VitalThresholds(VitalRange.of(0, 70), Optional.empty(), Optional.empty()));
    }

    @Test
    void countsByTheDaysOfAZone() {
        clock.advance(Duration.between(NOW, Instant.parse("2026-10-27T00:00:00Z")));
        for (String time : List.of(
                "2026-10-24T21:59:59.999Z",
                "2026-10-24T22:00:00Z",
                "2026-10-25T12:07:00Z",
                "2026-10-25T22:59:59.999Z",
                "2026-10-25T23:00:00Z")) {
            record("weight", 70, Instant.parse(time));
        }

        List<VitalAggregate> days =
                vitals.aggregates(nurse, aggregates(Optional.of(patientId), "weight", BucketSize.DAY));

        // The day on which summer time ends has 25 hours.
        assertThat(days)
                .extracting(VitalAggregate::start)
                .containsExactly(
                        Instant.parse("2026-10-23T22:00:00Z"),
                        Instant.parse("2026-10-24T22:00:00Z"),
                        Instant.parse("2026-10-25T23:00:00Z"));
        assertThat(days).extracting(day -> day.amount().count()).containsExactly(1L, 3L, 1L);
    }

    @Test
    void theHourThatComesTwiceIsTwoHours() {
        clock.advance(Duration.between(NOW, Instant.parse("2026-10-25T06:00:00Z")));
        record("heart_rate", 60, Instant.parse("2026-10-25T00:30:00Z"));
        record("heart_rate", 71, Instant.parse("2026-10-25T00:59:00Z"));
        record("heart_rate", 75, Instant.parse("2026-10-25T00:59:30Z"));
        record("heart_rate", 90, Instant.parse("2026-10-25T01:00:00Z"));

        assertThat(vitals.aggregates(nurse, aggregates(Optional.of(patientId), "heart_rate", BucketSize.HOUR)))
                .containsExactly(
                        new VitalAggregate(
                                Instant.parse("2026-10-25T00:00:00Z"),
                                new VitalStatistics(3, 60, 75, 206),
                                Optional.empty()),
                        new VitalAggregate(
                                Instant.parse("2026-10-25T01:00:00Z"),
                                new VitalStatistics(1, 90, 90, 90),
                                Optional.empty()));
    }

    @Test
    void bothNumbersOfAPressureAreCountedEachForItself() {
        record("blood_pressure", VitalValue.bloodPressure(120, 80), NOW.minusSeconds(1));
        record("blood_pressure", VitalValue.bloodPressure(130, 85), NOW.minus(Duration.ofMinutes(20)));
        record("blood_pressure", VitalValue.of(125), NOW.minusSeconds(2));
        record("heart_rate", 70, NOW.minusSeconds(2));

        List<VitalAggregate> days =
                vitals.aggregates(nurse, aggregates(Optional.of(patientId), "blood_pressure", BucketSize.DAY));

        assertThat(days)
                .containsExactly(new VitalAggregate(
                        Instant.parse("2026-11-19T23:00:00Z"),
                        new VitalStatistics(3, 120, 130, 375),
                        Optional.of(new VitalStatistics(2, 80, 85, 165))));
        assertThat(days.get(0).diastolic().orElseThrow().mean()).isEqualTo(82.5);
    }

    @Test
    void refusesAggregatesOfTooLongATime() {
        for (BucketSize step : BucketSize.values()) {
            Duration longest = Duration.ofDays(step == BucketSize.HOUR ? 31 : 366);
            assertThat(vitals.aggregates(nurse, span(step, NOW.minus(longest), NOW)))
                    .isEmpty();
            assertRejected(
                    Rejection.INVALID,
                    () -> vitals.aggregates(nurse, span(step, NOW.minus(longest).minusMillis(1), NOW)));
            assertRejected(Rejection.INVALID, () -> vitals.aggregates(nurse, span(step, NOW, NOW.minusMillis(1))));
            assertRejected(Rejection.INVALID, () -> vitals.aggregates(nurse, span(step, Instant.MIN, Instant.MAX)));
        }
    }

    @Test
    void valuesGoWhenTheyAreTooOld() {
        VitalSnapshot old = record("heart_rate", 120, NOW.minus(Duration.ofDays(365)));
        VitalSnapshot young = record("heart_rate", 70, NOW.minus(Duration.ofDays(364)));
        vitals.sweep();
        assertThat(history(nurse, patientId)).containsExactly(young, old);

        clock.advance(Duration.ofMillis(1));
        vitals.sweep();

        assertThat(history(nurse, patientId)).containsExactly(young);
    }

    @Test
    void oldValuesGoInBatches() {
        JdbiVitals values = new JdbiVitals(database());
        for (int i = 0; i < 3; i++) {
            values.add(
                    tenant,
                    new VitalSnapshot(
                            "old-" + i,
                            patientId,
                            "heart_rate",
                            new VitalValue(70, Optional.empty()),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Instant.EPOCH,
                            NOW,
                            "nurse"));
        }
        VitalSnapshot young = record("heart_rate", 70, NOW);

        assertThat(values.removeMeasuredBefore(Instant.EPOCH.plusMillis(1), 2)).isEqualTo(2);
        assertThat(values.removeMeasuredBefore(Instant.EPOCH.plusMillis(1), 2)).isEqualTo(1);
        assertThat(history(nurse, patientId)).containsExactly(young);
    }

    @Test
    void rejectsAValueThatIsOlderThanTheRetention() {
        assertRejected(
                Rejection.INVALID,
                () -> record("heart_rate", 70, NOW.minus(Duration.ofDays(365)).minusMillis(1)));
    }

    @Test
    void theSweepKeepsWhatHoldsAlertsBack() {
        record("heart_rate", 120, NOW);
        clock.advance(Duration.ofMinutes(15).minusMillis(1));
        vitals.sweep();
        record("heart_rate", 120, NOW);
        assertThat(features.alerts()).hasSize(1);

        clock.advance(Duration.ofMillis(1));
        vitals.sweep();
        assertThat(remembered()).isZero();
    }

    @Test
    void aPatientWithValuesIsNotRemoved() {
        record("heart_rate", 70, NOW);
        assertRejected(Rejection.CONFLICT, () -> patients.delete(nurse, patientId));
    }

    @Test
    void aPatientWithThresholdsIsNotRemoved() {
        thresholds.change(
                nurse,
                new ThresholdFormBuilder()
                        .patientId(patientId)
                        .dataType("weight")
                        .amount(VitalRange.of(60, 70))
                        .build());
        assertRejected(Rejection.CONFLICT, () -> patients.delete(nurse, patientId));
    }

    @Test
    void anAlarmThatCannotBeRaisedLeavesNothingBehind() {
        Vitals failing = new Vitals(
                new JdbiRecordDirectory(database(), KeptRecords.ALL, UserDirectory.CLOSED),
                new JdbiVitals(database()),
                thresholds,
                new JdbiRecentAlerts(database()),
                (clinic, alert) -> {
                    throw new IllegalStateException("no notifications");
                },
                transactions,
                emit,
                WiredVitals.POLICY,
                clock);

        assertThatThrownBy(() -> failing.record(
                        nurse,
                        new VitalFormBuilder()
                                .patientId(patientId)
                                .dataType("heart_rate")
                                .value(VitalValue.of(120))
                                .measuredAt(NOW)
                                .build()))
                .isInstanceOf(IllegalStateException.class);

        assertThat(history(nurse, patientId)).isEmpty();
        assertThat(vitalEvents()).isEmpty();
        record("heart_rate", 120, NOW);
        assertThat(features.alerts()).hasSize(1);
    }

    @Test
    void nothingOfWhatWasMeasuredIsInAText() {
        VitalSnapshot vital = vitals.record(nurse, form("heart_rate", 123.456, "bpm", "Sentinel"));

        assertThat(told + vital.toString() + features.alerts() + form("heart_rate", 123.456, "bpm", "Sentinel"))
                .doesNotContain("123.456")
                .doesNotContain("Sentinel");
    }

    private int remembered() {
        return database()
                .jdbi()
                .withHandle(handle -> handle.createQuery("SELECT COUNT(*) FROM vital_alarms WHERE tenant = :tenant")
                        .bind("tenant", tenant.value())
                        .mapTo(Integer.class)
                        .one());
    }

    private VitalSnapshot record(String dataType, double amount, Instant measuredAt) {
        return record(dataType, VitalValue.of(amount), measuredAt);
    }

    private VitalSnapshot record(String dataType, VitalValue value, Instant measuredAt) {
        return vitals.record(
                nurse,
                new VitalFormBuilder()
                        .patientId(patientId)
                        .dataType(dataType)
                        .value(value)
                        .measuredAt(measuredAt)
                        .build());
    }

    private static VitalForm value(Optional<String> patientId, String dataType, double amount, Instant measuredAt) {
        return new VitalForm(
                patientId,
                Optional.of(dataType),
                Optional.of(VitalValue.of(amount)),
                Optional.empty(),
                Optional.empty(),
                Optional.of(measuredAt));
    }

    private VitalForm form(String dataType, double amount, String unit, String notes) {
        return new VitalFormBuilder()
                .patientId(patientId)
                .dataType(dataType)
                .value(VitalValue.of(amount))
                .unit(unit)
                .notes(notes)
                .build();
    }

    private static ThresholdForm threshold(Optional<String> patientId, String dataType, VitalRange range) {
        return new ThresholdForm(
                patientId, Optional.of(dataType), Optional.of(range), Optional.empty(), Optional.empty());
    }

    private static VitalThresholds pressure(VitalRange systolic, VitalRange diastolic) {
        return new VitalThresholds(systolic, Optional.of(diastolic), Optional.of("mmHg"));
    }

    private List<VitalSnapshot> history(Caller caller, String id) {
        return vitals.history(
                        caller,
                        new VitalQueryBuilder()
                                .patientId(id)
                                .limit(VitalQuery.MAX_LIMIT)
                                .build())
                .items();
    }

    private Map<String, VitalThresholds> ownThresholds(Caller caller) {
        return thresholds.list(caller, Optional.empty());
    }

    private VitalQuery query(int limit) {
        return new VitalQueryBuilder().patientId(patientId).limit(limit).build();
    }

    private VitalQuery query(Optional<String> dataType, Optional<TimeCursor> before, int limit) {
        return new VitalQuery(Optional.of(patientId), dataType, Optional.empty(), Optional.empty(), before, limit);
    }

    private static AggregateQuery aggregates(Optional<String> patientId, String dataType, BucketSize step) {
        return new AggregateQuery(patientId, Optional.of(dataType), Optional.empty(), Optional.empty(), step, BERLIN);
    }

    private AggregateQuery span(BucketSize step, Instant from, Instant to) {
        return new AggregateQuery(
                Optional.of(patientId), Optional.of("weight"), Optional.of(from), Optional.of(to), step, BERLIN);
    }

    private List<Event<?>> vitalEvents() {
        synchronized (told) {
            return told.stream()
                    .filter(event -> event.type().name().startsWith("vitals."))
                    .toList();
        }
    }

    private List<Record> payloads() {
        return vitalEvents().stream().<Record>map(Event::payload).toList();
    }

    private static <P extends Record> List<RoomKey> rooms(Event<P> event) {
        return event.type().audience().rooms(event.tenant(), event.payload());
    }

    private static void assertNotFound(ThrowingCallable command) {
        assertThatThrownBy(command).isInstanceOf(RejectedException.class).hasMessage("patient not found");
    }

    private static void assertRejected(Rejection expected, ThrowingCallable command) {
        RejectedException rejected = catchThrowableOfType(RejectedException.class, command);
        assertThat(rejected).isNotNull();
        assertThat(rejected.rejection()).isEqualTo(expected);
    }

    private static Caller caller(TenantId tenant, String userId, Role role) {
        return new Caller(
                new PrincipalBuilder(userId, "Name", Set.of(role))
                        .tenant(tenant)
                        .build(),
                tenant);
    }
}
