package dev.carewire.dialect.standard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.dialect.GoldenMessages;
import dev.carewire.dialect.Vocabulary;
import dev.carewire.dialect.standard.StandardRules.Disclosure;
import dev.carewire.event.AppointmentStatus;
import dev.carewire.event.Event;
import dev.carewire.event.NotificationPriority;
import dev.carewire.event.PresenceEvents;
import dev.carewire.event.PresenceEvents.PatientViewing;
import dev.carewire.event.PresenceStatus;
import dev.carewire.event.SampleEvents;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandardGoldenMessagesTest extends GoldenMessages {

    private final Vocabulary vocabulary =
            StandardVocabulary.create(Disclosure.FULL).messages();

    StandardGoldenMessagesTest() {
        super("standard");
    }

    @Override
    protected List<String> render(Event<?> event) {
        return vocabulary.render(event);
    }

    @ParameterizedTest
    @CsvSource({
        "PENDING, scheduled",
        "SCHEDULED, scheduled",
        "CONFIRMED, scheduled",
        "RESCHEDULED, scheduled",
        "CHECKED_IN, checked_in",
        "IN_ROOM, in_room",
        "WITH_PROVIDER, with_provider",
        "CHECKOUT, checkout",
        "COMPLETED, completed",
        "CANCELLED, cancelled",
        "NO_SHOW, no_show"
    })
    void foldsAppointmentStatesOntoThoseOfTheContract(AppointmentStatus status, String word) {
        assertThat(StandardWireNames.of(status)).isEqualTo(word);
    }

    @ParameterizedTest
    @CsvSource({"LOW, low", "NORMAL, normal", "HIGH, high", "URGENT, urgent", "EMERGENCY, urgent"})
    void writesPrioritiesAsClientsBranchOnThem(NotificationPriority priority, String word) {
        assertThat(StandardWireNames.of(priority)).isEqualTo(word);
    }

    @ParameterizedTest
    @CsvSource({"ONLINE, online", "AWAY, away", "OFFLINE, offline"})
    void writesReachabilityInLowerCase(PresenceStatus status, String word) {
        assertThat(StandardWireNames.of(status)).isEqualTo(word);
    }

    @Test
    void leavesOutWhenAChartWasOpenedOnceItIsClosed() {
        Event<PatientViewing> closed = PresenceEvents.PATIENT_VIEWING.newEvent(
                SampleEvents.TENANT,
                SampleEvents.AT,
                new PatientViewing("dr-chen", "Wei Chen", "pat-1", false, Optional.empty()));

        assertThat(render(closed))
                .containsExactly("[\"patient:viewing\",{\"userId\":\"dr-chen\",\"userName\":\"Wei Chen\","
                        + "\"patientId\":\"pat-1\",\"isViewing\":false}]");
    }
}
