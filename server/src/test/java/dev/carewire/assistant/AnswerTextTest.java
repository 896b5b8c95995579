package dev.carewire.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AnswerTextTest {

    @Test
    void growsByWhatFits() {
        AnswerText text = new AnswerText(5);

        assertThat(text.append("abc")).isEqualTo("abc");
        assertThat(text.append("de")).isEqualTo("de");
        assertThat(text.isTruncated()).isFalse();
        assertThat(text.append("fgh")).isEmpty();
        assertThat(text.isTruncated()).isTrue();
        assertThat(text.text()).isEqualTo("abcde");
    }

    @Test
    void takesNothingMoreOnceItIsCut() {
        AnswerText text = new AnswerText(2);
        text.append("a🏥");

        assertThat(text.append("b")).isEmpty();
        assertThat(text.text()).isEqualTo("a");
    }

    @Test
    void leavesOutWhatNoMessageMayHold() {
        AnswerText text = new AnswerText(100);

        assertThat(text.append("a\0b\u001b\u0085c\n\td\udc00e\ud800f")).isEqualTo("abc\n\tdef");
    }

    @Test
    void joinsTheHalvesOfACharacter() {
        AnswerText text = new AnswerText(100);

        assertThat(text.append("a\ud83c")).isEqualTo("a");
        assertThat(text.append("\udfe5b")).isEqualTo("🏥b");
        assertThat(text.append("\ud83c")).isEmpty();
        assertThat(text.append("c")).isEqualTo("c");
        assertThat(text.text()).isEqualTo("a🏥bc");
    }

    @Test
    void knowsWhetherThereIsAnythingToRead() {
        AnswerText text = new AnswerText(100);
        assertThat(text.isBlank()).isTrue();
        text.append(" \n");
        assertThat(text.isBlank()).isTrue();
        text.append("x");
        assertThat(text.isBlank()).isFalse();
    }
}
