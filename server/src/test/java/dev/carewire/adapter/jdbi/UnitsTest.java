package dev.carewire.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carewire.app.wiring.WiredVitals;
import dev.carewire.cluster.Publisher;
import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.command.Rejection;
import dev.carewire.event.OriginalReading;
import dev.carewire.event.VitalAlert;
import dev.carewire.event.VitalRange;
import dev.carewire.event.VitalSnapshot;
import dev.carewire.event.VitalThresholds;
import dev.carewire.event.VitalValue;
import dev.carewire.fixture.PrincipalBuilder;
import dev.carewire.fixture.TestPublishers;
import dev.carewire.fixture.ThresholdFormBuilder;
import dev.carewire.fixture.VitalFormBuilder;
import dev.carewire.identity.Role;
import dev.carewire.vitals.VitalQuery;
import dev.carewire.vitals.Vitals;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Units of measured values on a real database: what the server converts, states and refuses. */
class UnitsTest extends DatabaseTest {

    private static final Instant NOW = Instant.parse("2026-11-20T15:00:00Z");

    private final TestClock clock = new TestClock(NOW, ZoneOffset.UTC);
    private final Publisher publisher = TestPublishers.over(database(), event -> {});
    private final WiredVitals features = WiredVitals.over(database(), publisher, clock);
    private final Vitals vitals = features.vitals();

    /** Measures themselves, which needs no chart. */
    private final Caller walker = new Caller(
            new PrincipalBuilder("walker", "Name", Set.of(Role.PATIENT))
                    .tenant(tenant)
                    .build(),
            tenant);

    UnitsTest(TestDatabases which) {
        super(which);
    }

    @Test
    void refusesAGlucoseInMillimolesWithoutAUnit() {
        for (double number : new double[] {2.1, 5.4, 33.3, 39.99}) {
            assertThatThrownBy(() -> record("blood_sugar", VitalValue.of(number), Optional.empty()))
                    .isInstanceOf(RejectedException.class)
                    .hasMessage("value: out of range (expected: 40..2000 mg/dL, or another unit of: mg/dL, mmol/L)");
        }
        assertThat(history()).isEmpty();

        assertThat(record("blood_sugar", 40, "").value()).isEqualTo(VitalValue.of(40));
        assertThat(record("blood_sugar", 35, "mg/dL").value()).isEqualTo(VitalValue.of(35));
    }

    @Test
    void convertsAndStatesWhatWasGiven() {
        VitalSnapshot sugar = record("blood_sugar", 5.4, "mmol/L");
        VitalSnapshot fever = record("temperature", 38.6, "\u00b0C");
        VitalSnapshot pressure = record("blood_pressure", VitalValue.bloodPressure(16, 10.7), Optional.of("kPa"));

        assertThat(sugar.value()).isEqualTo(VitalValue.of(97.29));
        assertThat(sugar.unit()).contains("mg/dL");
        assertThat(sugar.original()).contains(new OriginalReading(VitalValue.of(5.4), "mmol/L"));
        assertThat(fever.value()).isEqualTo(VitalValue.of(101.48));
        assertThat(fever.unit()).contains("\u00b0F");
        assertThat(fever.original()).contains(new OriginalReading(VitalValue.of(38.6), "\u00b0C"));
        assertThat(pressure.value()).isEqualTo(VitalValue.bloodPressure(120.01, 80.26));
        assertThat(pressure.original()).contains(new OriginalReading(VitalValue.bloodPressure(16, 10.7), "kPa"));
        assertThat(history()).containsExactlyInAnyOrder(sugar, fever, pressure);
    }

    @Test
    void statesNoOriginalForTheOwnUnit() {
        assertThat(record("temperature", 98.6, "[degF]").original()).isEmpty();
        assertThat(record("weight", 71.25, "").original()).isEmpty();
    }

    @Test
    void readsTheUsualSpellings() {
        for (String celsius :
                List.of("\u00b0C", "\u00b0c", "C", "c", "degC", "Cel", "\u2103", "\u00baC", " \u00b0 C ")) {
            assertThat(record("temperature", 37, celsius).value()).as(celsius).isEqualTo(VitalValue.of(98.6));
        }
        for (String millimole : List.of("mmol/L", "mmol/l", "MMOL/L", "mmol / l")) {
            assertThat(record("blood_sugar", 10, millimole).value())
                    .as(millimole)
                    .isEqualTo(VitalValue.of(180.16));
        }
        for (String pound : List.of("lb", "lbs", "[lb_av]", "LB")) {
            assertThat(record("weight", 160, pound).value()).as(pound).isEqualTo(VitalValue.of(72.57));
        }
        for (String rate : List.of("bpm", "/min", "{beats}/min", "1/min")) {
            assertThat(record("heart_rate", 72, rate).unit()).as(rate).contains("bpm");
        }
    }

    @Test
    void refusesUnitsThatItCannotConvert() {
        assertThatThrownBy(() -> record("blood_sugar", 97, "g/L"))
                .isInstanceOf(RejectedException.class)
                .hasMessage("unit: invalid (expected: mg/dL, mmol/L)");
        assertRejected("temperature", 310, "K");
        assertRejected("heart_rate", 1.2, "Hz");
        assertRejected("weight", 11, "st");
    }

    @Test
    void refusesWhatIsImplausibleInTheGivenUnit() {
        assertRejected("temperature", 37, "");
        assertRejected("temperature", 98.6, "\u00b0C");
        assertRejected("blood_sugar", 97, "mmol/l and more");
        assertRejected("blood_sugar", 112, "mmol/L");
        assertRejected("weight", 70_001_000, "g");
        assertThat(history()).isEmpty();
    }

    @Test
    void readsThresholdsInTheSameUnits() {
        VitalThresholds changed = change("blood_sugar", VitalRange.of(4, 7.8), "mmol/L");

        assertThat(changed).isEqualTo(VitalThresholds.of(72.06, 140.52, "mg/dL"));
        assertThat(features.thresholds().list(walker, Optional.empty())).containsEntry("blood_sugar", changed);
        assertThatThrownBy(() -> change("blood_sugar", VitalRange.of(4, 7.8), ""))
                .isInstanceOf(RejectedException.class)
                .hasMessage("threshold: out of range (expected: 40..2000 mg/dL, or another unit of: mg/dL, mmol/L)");
        record("blood_sugar", 7.8, "mmol/L");
        assertThat(features.alerts()).isEmpty();
        record("blood_sugar", 7.81, "mmol/L");
        assertThat(features.alerts()).extracting(VitalAlert::threshold).containsExactly(140.52);
    }

    @Test
    void comparesNoValueWithAThresholdInAnotherUnit() {
        change("crp", VitalRange.of(0, 5), "mg/L");

        assertThatThrownBy(() -> record("crp", 0.9, "mg/dL"))
                .isInstanceOf(RejectedException.class)
                .hasMessage("unit: invalid (expected: mg/L, the unit of the threshold)");
        assertRejected("crp", 0.9, "");
        record("crp", 9, "MG/L");
        assertThat(features.alerts()).extracting(VitalAlert::amount).containsExactly(9.0);
        assertThat(history()).hasSize(1);
    }

    private void assertRejected(String dataType, double number, String unit) {
        assertThatThrownBy(() -> record(dataType, number, unit))
                .isInstanceOfSatisfying(
                        RejectedException.class,
                        refused -> assertThat(refused.rejection()).isEqualTo(Rejection.INVALID));
    }

    private VitalSnapshot record(String dataType, double number, String unit) {
        return record(dataType, VitalValue.of(number), Optional.of(unit));
    }

    private VitalSnapshot record(String dataType, VitalValue value, Optional<String> unit) {
        VitalFormBuilder form =
                new VitalFormBuilder().dataType(dataType).value(value).measuredAt(NOW);
        unit.ifPresent(form::unit);
        return vitals.record(walker, form.build());
    }

    private VitalThresholds change(String dataType, VitalRange range, String unit) {
        return features.thresholds()
                .change(
                        walker,
                        new ThresholdFormBuilder()
                                .dataType(dataType)
                                .amount(range)
                                .unit(unit)
                                .build());
    }

    private List<VitalSnapshot> history() {
        return vitals.history(
                        walker,
                        new VitalQuery(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                VitalQuery.MAX_LIMIT))
                .items();
    }
}
