package dev.carewire.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.text.ExtraFields;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MessagingRecordsTest {

    private static final Instant AT = Instant.parse("2026-11-20T15:00:00.250Z");
    private static final String PERSONAL = "Marisol";

    @Test
    void showNothingPersonalAsText() {
        Optional<String> subject = Optional.of(PERSONAL);

        assertThat(new ThreadForm(Optional.empty(), subject, Set.of("bob"))).hasToString("ThreadForm[members=1]");
        assertThat(new MessageThread(
                        "t", subject, Optional.empty(), List.of("bob"), AT, Optional.empty(), 0, ExtraFields.NONE))
                .hasToString("MessageThread[t]");
        assertThat(new NewMessage("m", "t", "bob", PERSONAL, PERSONAL, AT)).hasToString("NewMessage[m, thread=t]");
    }
}
