package dev.carewire.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carewire.command.RejectedException;
import dev.carewire.http.Response;
import dev.carewire.json.JsonObject;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class UpsertTest {

    private static Response answer(String text) {
        return Response.ok(new JsonObject().put("is", text));
    }

    private static Response taken() {
        throw RejectedException.conflict("id: taken");
    }

    @Test
    void changesWhatAnotherRequestCreatedMeanwhile() {
        Queue<Optional<Response>> changes = new ArrayDeque<>(List.of(Optional.empty(), Optional.of(answer("theirs"))));

        assertThat(Upsert.put(changes::remove, UpsertTest::taken)).isEqualTo(answer("theirs"));
    }

    @Test
    void rejectsWhatCannotBeCreated() {
        assertThatThrownBy(() -> Upsert.put(Optional::empty, UpsertTest::taken))
                .isInstanceOf(RejectedException.class)
                .hasMessage("id: taken");
    }
}
