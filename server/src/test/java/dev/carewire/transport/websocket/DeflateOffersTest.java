package dev.carewire.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeflateOffersTest {

    private static final String ANSWER = "permessage-deflate; server_no_context_takeover; client_no_context_takeover";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "permessage-deflate",
                "permessage-deflate; client_max_window_bits",
                "permessage-deflate;client_max_window_bits=8",
                "permessage-deflate; client_max_window_bits=\"15\"",
                "permessage-deflate ; server_no_context_takeover; client_no_context_takeover",
                "x-other; level=\"9\"; quick, permessage-deflate",
                "permessage-deflate; server_max_window_bits=10, permessage-deflate",
                "permessage-deflate; unheard-of, permessage-deflate; client_max_window_bits",
                ", permessage-deflate ,\t"
            })
    void takesWhatItCanMeet(String offer) {
        assertThat(DeflateOffers.responseHeader(List.of(offer))).contains(ANSWER);
    }

    @Test
    void namesTheServersWindowToWhomAsksForIt() {
        assertThat(DeflateOffers.responseHeader(List.of("permessage-deflate; server_max_window_bits=15")))
                .contains(ANSWER + "; server_max_window_bits=15");
    }

    @Test
    void readsAllHeadersAsOneList() {
        assertThat(DeflateOffers.responseHeader(List.of("x-other", "permessage-deflate; server_max_window_bits=15")))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x-webkit-deflate-frame",
                "permessage-deflate; server_max_window_bits=14",
                "permessage-deflate; server_max_window_bits",
                "permessage-deflate; server_max_window_bits=015",
                "permessage-deflate; client_max_window_bits=7",
                "permessage-deflate; client_max_window_bits=16",
                "permessage-deflate; client_max_window_bits=08",
                "permessage-deflate; client_max_window_bits=ten",
                "permessage-deflate; server_no_context_takeover=1",
                "permessage-deflate; client_no_context_takeover=true",
                "permessage-deflate; unheard-of",
                "permessage-deflate; server_no_context_takeover; server_no_context_takeover",
                "permessage-deflate; client_max_window_bits; client_max_window_bits=10",
                "PerMessage-Deflate"
            })
    void declinesWhatItCannotMeet(String offer) {
        assertThat(DeflateOffers.responseHeader(List.of(offer))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ";",
                "permessage-deflate;",
                "permessage-deflate; ; client_max_window_bits",
                "permessage deflate",
                "permessage-deflate; client_max_window_bits=",
                "permessage-deflate; client_max_window_bits=\"15",
                "permessage-deflate; client_max_window_bits=\"1 5\"",
                "permessage-deflate; =15",
                "permessage-deflate, pérmessage",
                "permessage-deflate=1"
            })
    void refusesWhatBreaksTheSyntax(String offer) {
        assertThatThrownBy(() -> DeflateOffers.responseHeader(List.of(offer)))
                .isInstanceOf(WebSocketHandshakeException.class);
    }
}
