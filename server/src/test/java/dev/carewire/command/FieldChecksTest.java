package dev.carewire.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class FieldChecksTest {

    private final FieldChecks checks = new FieldChecks();

    @Test
    void acceptsInputWithoutFaults() {
        Checked<String> name = checks.check("name", () -> Fields.line("name", " Ada "));

        checks.requireValid();

        assertThat(name.value()).isEqualTo("Ada");
    }

    @Test
    void namesEveryFaultyFieldInOneRejection() {
        checks.check("name", () -> Fields.line("name", ""));
        checks.check("id", () -> Fields.id("id", "a\nb"));
        checks.require(new Fault("title", "title is required"), Optional::empty);

        assertThat(rejection().faults()).extracting(Fault::field).containsExactly("name", "id", "title");
        assertThat(rejection().text())
                .isEqualTo("name must be one line of 1 to 200 characters; id must be an id of 1 to 320 characters;"
                        + " title is required");
    }

    @Test
    void keepsTheTextOfASingleFaultUnchanged() {
        checks.check("status", () -> {
            throw RejectedException.invalid("status of a new task must be open");
        });

        assertThat(rejection().text()).isEqualTo("status of a new task must be open");
        assertThat(rejection().faults()).extracting(Fault::field).containsExactly("status");
    }

    @Test
    void keepsTheFirstFaultOfAField() {
        checks.report(new Fault("name", "name: first"));
        checks.report(new Fault("name", "name: second"));

        assertThat(rejection().text()).isEqualTo("name: first");
    }

    @Test
    void reportsAWrongValueOfARequiredFieldOnlyOnce() {
        checks.require(
                new Fault("patientId", "patientId is required"),
                () -> checks.<String>check("patient", () -> Fields.id("patient", ""))
                        .valid());

        assertThat(rejection().faults()).extracting(Fault::field).containsExactly("patient");
    }

    @Test
    void countsFaultsBeyondTheLimit() {
        for (int i = 0; i < FieldChecks.MAX_FAULTS + 2; i++) {
            checks.report(new Fault("f" + i, "f" + i + ": unknown"));
        }

        assertThat(rejection().faults()).hasSize(FieldChecks.MAX_FAULTS);
        assertThat(rejection().text()).endsWith("; and 2 more");
        assertThat(rejection().within("data.").text()).startsWith("data.f0: ").endsWith("; and 2 more");
    }

    @Test
    void passesOtherRejectionsOnAtOnce() {
        assertThatThrownBy(() -> checks.check("id", () -> {
                    throw RejectedException.notFound("task");
                }))
                .hasMessage("task not found");
    }

    @Test
    void hasNoValueForAFaultyField() {
        Checked<String> faulty = checks.check("name", () -> Fields.line("name", ""));

        assertThat(faulty.valid()).isEmpty();
        assertThatThrownBy(faulty::value).isInstanceOf(IllegalStateException.class);
    }

    private RejectedException rejection() {
        return catchThrowableOfType(RejectedException.class, checks::requireValid);
    }
}
