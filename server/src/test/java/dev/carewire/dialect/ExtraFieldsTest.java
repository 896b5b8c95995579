package dev.carewire.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.event.Event;
import dev.carewire.event.ExtendedEvents;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A record's extra fields reach the clients of every family that receive the record itself. */
class ExtraFieldsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "standard | appointment.created appointment.updated patient.updated prescription.created task.created"
                        + " task.updated lab-result.created lab-result.updated invoice.updated payment.received"
                        + " encounter.created encounter.updated biopsy.created biopsy.updated claim.created claim.updated"
                        + " prior-auth.created message.sent message.edited",
                "clinic | appointment.created appointment.updated appointment.cancelled patient.created patient.updated"
                        + " queue.updated visit.updated prescription.created invoice.updated",
                "keney | appointment.created appointment.updated appointment.cancelled patient.created patient.updated"
                        + " message.sent",
                "healthmate | message.sent"
            })
    void showsThemWithTheRecord(String family, String events) {
        Dialect dialect = TestDialects.byName().get(family);

        Set<String> shown = ExtendedEvents.all().stream()
                .filter(event -> String.join("", dialect.render(event)).contains(ExtendedEvents.MARKER))
                .map(event -> event.type().name())
                .collect(Collectors.toSet());

        assertThat(shown).isEqualTo(Set.of(events.split(" ")));
    }

    @Test
    void keepsThemOutOfLogs() {
        assertThat(ExtendedEvents.all().stream().map(Event::toString)).noneMatch(text -> text.contains("shelf"));
        assertThat(ExtendedEvents.all().stream().map(event -> event.payload().toString()))
                .noneMatch(text -> text.contains("shelf"));
    }
}
