package dev.carewire.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubprotocolsTest {

    private static final String HEADER = "Sec-WebSocket-Protocol";

    private final HttpHeaders response = new DefaultHttpHeaders();

    @ParameterizedTest
    @CsvSource({"chat, chat", "'chat, other', chat", "'v1.carewire ,v2', v1.carewire"})
    void answersWithTheFirstOffer(String offers, String answer) {
        Subprotocols.answer(new DefaultHttpHeaders().add(HEADER, offers), response);

        assertThat(response.get(HEADER)).isEqualTo(answer);
    }

    @Test
    void joinsSeveralHeaders() {
        Subprotocols.answer(new DefaultHttpHeaders().add(HEADER, "a").add(HEADER, "b"), response);

        assertThat(response.getAll(HEADER)).containsExactly("a");
    }

    @Test
    void answersNothingWithoutAnOffer() {
        Subprotocols.answer(new DefaultHttpHeaders(), response);

        assertThat(response.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", "chat,", "chat,chat", "a b", "a/b"})
    void rejectsMalformedOffersAsTheReferenceDoes(String offers) {
        HttpHeaders request = new DefaultHttpHeaders().add(HEADER, offers);

        assertThatThrownBy(() -> Subprotocols.answer(request, response))
                .isInstanceOf(WebSocketHandshakeException.class);
    }
}
