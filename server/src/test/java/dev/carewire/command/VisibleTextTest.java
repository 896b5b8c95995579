package dev.carewire.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carewire.text.Texts;
import dev.carewire.user.PersonName;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that deceive the reader: those with nothing to see, and those that reorder their surroundings. */
class VisibleTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u200b",
                "\u200b\u200c\u200d",
                "\ufeff",
                "\u2060",
                "\u00ad",
                "\u034f",
                "\ufe0f",
                "\u3164",
                "\u115f\u1160",
                "\uffa0",
                "\u2800",
                "\u0301",
                "\u200b \u200b",
                "\udb40\udc61",
                "\u180e"
            })
    void refusesTextsWithNothingToSee(String text) {
        assertRefused(
                () -> Fields.line("name", text), "name must have visible characters and no bidirectional controls");
        assertRefused(
                () -> Fields.prose("notes", text),
                "notes must have visible characters and closed bidirectional controls");
        assertThat(Texts.printablePrefix(text, 10)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u202ecod.exe",
                "Ada \u202eecalevoL",
                "Ada\u202c",
                "\u2066Ada\u2069",
                "\u202aAda\u202c",
                "Ada \u2067"
            })
    void refusesBidirectionalControlsInLines(String text) {
        assertRefused(
                () -> Fields.line("name", text), "name must have visible characters and no bidirectional controls");
        assertThat(Texts.hasBidiControl(Texts.printablePrefix(text, 50))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u202eopen",
                "closed too often\u202c",
                "one line \u2067\nand the next\u2069",
                "\u2067crossed \u202a\u2069\u202c",
                "\u202aisolate for embedding\u2069"
            })
    void refusesProseThatReordersItsSurroundings(String text) {
        assertRefused(
                () -> Fields.prose("notes", text),
                "notes must have visible characters and closed bidirectional controls");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Call \u202d+1 (555) 010-9999\u202c today",
                "\u2068\u05d3\u05df\u2069 called\n\u2067again \u202aand\u202c again\u2069"
            })
    void acceptsClosedControlsInProse(String text) {
        assertThat(Fields.prose("notes", text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
                "\u0915\u094d\u200d\u0937",
                "\ud83d\udc69\u200d\u2695\ufe0f",
                "Jose\u0301",
                "\u05d3\u05df\u200f",
                "\u0e17\u200b\u0e14",
                "O\u2019Brien"
            })
    void acceptsJoinersAndMarksBetweenLetters(String text) {
        assertThat(Fields.line("name", text)).isEqualTo(text);
        assertThat(Texts.printablePrefix(text, 50)).isEqualTo(text);
    }

    @Test
    void keepsDeceptionOutOfTheNamesInTokens() {
        assertThat(PersonName.split("\u202eAda Lovelace"))
                .isEqualTo(new PersonName(Optional.of("Ada"), Optional.of("Lovelace")));
        assertThat(PersonName.split("\u200b\u3164")).isEqualTo(new PersonName(Optional.empty(), Optional.empty()));
    }

    private static void assertRefused(Runnable check, String message) {
        assertThatThrownBy(check::run).isInstanceOf(RejectedException.class).hasMessage(message);
    }
}
