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
        Queue<Optional<String>> found = new ArrayDeque<>(List.of(Optional.empty(), Optional.of("theirs")));

        assertThat(Upsert.put(found::remove, UpsertTest::taken, UpsertTest::answer))
                .isEqualTo(answer("theirs"));
    }

    @Test
    void rejectsWhatCannotBeCreated() {
        assertThatThrownBy(() -> Upsert.<String>put(Optional::empty, UpsertTest::taken, UpsertTest::answer))
                .isInstanceOf(RejectedException.class)
                .hasMessage("id: taken");
    }
}
