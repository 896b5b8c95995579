package dev.carewire.demo.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class FiguresTest {

    @Test
    void showsTheMedianAndTheRunsInTheOrderInWhichFiguresWereFirstGiven() {
        Figures figures = new Figures();
        figures.add("second to none", 1_500);
        for (double value : new double[] {9, 0.25, 2}) {
            figures.add("another", value);
        }

        assertThat(figures.text().lines().map(line -> line.replaceAll(" +", " ")))
                .containsExactly("| second to none | 1,500 | 1,500 |", "| another | 2 | 9 · 0.25 · 2 |");
    }
}
