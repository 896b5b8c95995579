package dev.carewire.care;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.event.AppointmentStatus;
import dev.carewire.event.VisitStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every effect in the table leads to two states that agree, in every pair of states and from both sides. */
class CareTableTest {

    @ParameterizedTest
    @EnumSource(AppointmentStatus.class)
    void anEntryAgreesWithItsAppointmentAfterAChangeOfEither(AppointmentStatus appointment) {
        for (EntryState entry : EntryState.values()) {
            Effect<EntryState> onEntry = CareTable.onEntry(appointment, entry);
            if (onEntry.rejection().isEmpty()) {
                assertThat(CareTable.agree(appointment, onEntry.next().orElse(entry)))
                        .as("appointment %s, entry %s", appointment, entry)
                        .isTrue();
            }
            Effect<AppointmentStatus> onAppointment = CareTable.onAppointment(entry, appointment);
            if (onAppointment.rejection().isEmpty()) {
                assertThat(CareTable.agree(onAppointment.next().orElse(appointment), entry))
                        .as("entry %s, appointment %s", entry, appointment)
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(VisitStatus.class)
    void aVisitAgreesWithItsEntryAndAppointmentAfterAChangeOfAny(VisitStatus visit) {
        for (EntryState entry : EntryState.values()) {
            Effect<EntryState> onEntry = CareTable.onEntry(visit, entry);
            if (onEntry.rejection().isEmpty()) {
                assertThat(CareTable.agree(visit, onEntry.next().orElse(entry)))
                        .as("visit %s, entry %s", visit, entry)
                        .isTrue();
            }
            assertThat(CareTable.onVisit(entry, visit).next()).isEmpty();
        }
        for (AppointmentStatus appointment : AppointmentStatus.values()) {
            Effect<AppointmentStatus> onAppointment = CareTable.onAppointment(visit, appointment);
            if (onAppointment.rejection().isEmpty()) {
                assertThat(CareTable.agree(visit, onAppointment.next().orElse(appointment)))
                        .as("visit %s, appointment %s", visit, appointment)
                        .isTrue();
            }
            assertThat(CareTable.onVisit(appointment, visit).next()).isEmpty();
        }
    }

    @Test
    void theDocumentShowsTheTable() throws IOException {
        assertThat(Files.readString(Path.of("../docs/care-records.md")))
                .contains(
                        table(
                                "appointment changes to",
                                "entry",
                                CareTable::onEntry,
                                AppointmentStatus.class,
                                EntryState.class),
                        table(
                                "entry changes to",
                                "appointment",
                                CareTable::onAppointment,
                                EntryState.class,
                                AppointmentStatus.class),
                        table("visit changes to", "entry", CareTable::onEntry, VisitStatus.class, EntryState.class),
                        table("entry changes to", "visit", CareTable::onVisit, EntryState.class, VisitStatus.class),
                        table(
                                "visit changes to",
                                "appointment",
                                CareTable::onAppointment,
                                VisitStatus.class,
                                AppointmentStatus.class),
                        table(
                                "appointment changes to",
                                "visit",
                                CareTable::onVisit,
                                AppointmentStatus.class,
                                VisitStatus.class));
    }

    /** The effects as a table in Markdown. One row or column has all states with equal effects. */
    private static <R extends Enum<R>, C extends Enum<C>> String table(
            String rowTitle,
            String columnTitle,
            BiFunction<R, C, Effect<C>> effect,
            Class<R> rowStates,
            Class<C> columnStates) {
        List<R> rows = List.of(rowStates.getEnumConstants());
        Map<List<String>, List<C>> columns = Stream.of(columnStates.getEnumConstants())
                .collect(groupingBy(
                        column -> rows.stream()
                                .map(row -> cell(effect.apply(row, column)))
                                .toList(),
                        LinkedHashMap::new,
                        toList()));
        Map<List<String>, List<R>> lines = rows.stream()
                .collect(groupingBy(
                        row -> columns.values().stream()
                                .map(same -> cell(effect.apply(row, same.get(0))))
                                .toList(),
                        LinkedHashMap::new,
                        toList()));
        StringBuilder table = new StringBuilder();
        appendLine(
                table,
                rowTitle,
                columns.values().stream()
                        .map(same -> columnTitle + " " + words(same))
                        .toList());
        appendLine(table, "---", columns.values().stream().map(same -> "---").toList());
        lines.forEach((cells, same) -> appendLine(table, words(same), cells));
        return table.toString();
    }

    private static void appendLine(StringBuilder table, String first, List<String> cells) {
        table.append("| ")
                .append(first)
                .append(" | ")
                .append(String.join(" | ", cells))
                .append(" |\n");
    }

    private static String words(List<? extends Enum<?>> states) {
        return states.stream().map(CareTableTest::word).collect(joining(", "));
    }

    private static String word(Enum<?> state) {
        return "`" + state.name().toLowerCase(Locale.ROOT) + "`";
    }

    private static <C extends Enum<C>> String cell(Effect<C> effect) {
        return effect instanceof Effect.Replaced
                ? "new entry"
                : effect.rejection().isPresent()
                        ? "409"
                        : effect.next().map(CareTableTest::word).orElse("stays");
    }
}
