package dev.carewire.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {

    @Test
    void aLineLosesTheBlanksAroundIt() {
        assertThat(Fields.line("name", "  Ada Brandt ")).isEqualTo("Ada Brandt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\nb", "a\tb", "a\0b", "a\u0085b", "\ud83d", "x\udc00"})
    void refusesWhatIsNoLineWithoutRepeatingIt(String value) {
        assertThatThrownBy(() -> Fields.line("name", value))
                .isInstanceOf(RejectedException.class)
                .hasMessage("name must be one line of 1 to 200 characters");
    }

    @Test
    void proseMayHaveLinesAndAnyScript() {
        String text = "Zeile eins\r\n\t二行目 🩺";

        assertThat(Fields.prose("notes", text)).isEqualTo(text);
        assertThatThrownBy(() -> Fields.prose("notes", "bell\u0007")).hasMessageStartingWith("notes ");
        assertThatThrownBy(() -> Fields.prose("notes", "x".repeat(4_001))).hasMessageStartingWith("notes ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\nb", "a\0"})
    void refusesWhatCanBeNoId(String value) {
        assertThatThrownBy(() -> Fields.id("patientId", value)).hasMessageStartingWith("patientId ");
    }

    @Test
    void idsEndAt320Characters() {
        assertThat(Fields.id("patientId", "x".repeat(320))).hasSize(320);
        assertThatThrownBy(() -> Fields.id("patientId", "x".repeat(321)))
                .hasMessage("patientId must be an id of 1 to 320 characters");
    }

    @Test
    void momentsAreCutToMilliseconds() {
        assertThat(Fields.moment("start", Instant.parse("2026-11-20T08:00:00.123456Z")))
                .isEqualTo(Instant.parse("2026-11-20T08:00:00.123Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1899-12-31T23:59:59.999Z", "2200-01-01T00:00:00Z", "+1000000000-12-31T23:59:59.999999999Z"})
    void refusesMomentsFarAway(Instant value) {
        assertThatThrownBy(() -> Fields.moment("start", value)).hasMessage("start must lie between 1900 and 2200");
    }

    @Test
    void anOptionalTextIsKeptRemovedOrReplaced() {
        Optional<String> current = Optional.of("old");

        assertThat(Fields.changedLine("phone", Optional.empty(), current)).contains("old");
        assertThat(Fields.changedLine("phone", Optional.of(" "), current)).isEmpty();
        assertThat(Fields.changedLine("phone", Optional.of(" new "), current)).contains("new");
        assertThat(Fields.changedProse("notes", Optional.of("\n"), current)).isEmpty();
        assertThat(Fields.changedProse("notes", Optional.of("new\n"), current)).contains("new\n");
    }
}
