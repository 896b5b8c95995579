package dev.carewire.demo.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The client against a socket that the test answers. */
final class WebSocketClientTest {

    private static final String SWITCHING = "HTTP/1.1 101 Switching Protocols\r\n\r\n";
    private static final String OPEN = frame("0{\"sid\":\"x\"}");
    private static final String GRANTED = frame("40{\"sid\":\"y\"}");
    private static final String EVENT = frame("42[\"user:status\",{\"status\":\"away\"}]");

    private ServerSocket listening;
    private Swarm swarm;
    private WebSocketClient client;
    private Socket served;

    @BeforeEach
    void connects() throws IOException {
        listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        swarm = Swarm.of(listening.getLocalPort());
        client = new WebSocketClient(0, 3, swarm, EncodedFrame.of("40"), "X-Offer: y\r\n", 0);
        swarm.add(client);
        client.connect();
        served = listening.accept();
        served.setTcpNoDelay(true);
    }

    @AfterEach
    void close() throws IOException {
        served.close();
        swarm.close();
        listening.close();
    }

    @Test
    void introducesItselfAndCountsTheEventsThatFollow() throws IOException {
        say(SWITCHING + OPEN + EVENT + GRANTED + EVENT + frame("42[\"user:online\",{}]") + EVENT);

        while (client.events() < 2) {
            swarm.pump(1_000);
        }
        assertThat(client.isReady()).isTrue();
        assertThat(heard())
                .startsWith("GET /socket.io/?EIO=4&transport=websocket&tenant=bench-3 HTTP/1.1\r\n")
                .endsWith("40");
    }

    @Test
    void messagesMayArriveInAnyPieces() throws IOException {
        String all = SWITCHING + OPEN + GRANTED + EVENT;
        for (int at = 0; at < all.length(); at++) {
            say(all.substring(at, at + 1));
            swarm.pump(20);
        }

        while (client.events() < 1) {
            swarm.pump(1_000);
        }
        assertThat(client.events()).isEqualTo(1);
    }

    /** The client inflates the first one and classifies the others by size. */
    @Test
    void compressedMessagesAreEvents() throws IOException {
        say(SWITCHING + OPEN + GRANTED + deflated("42[\"user:status\",{}]") + deflated("42[\"other\",{}]"));

        while (client.events() < 2) {
            swarm.pump(1_000);
        }
        assertThat(heard()).contains("\r\nX-Offer: y\r\n\r\n");
    }

    @Test
    void aSampleThatIsNotCompressedFailsTheRun() throws IOException {
        say(SWITCHING + OPEN + GRANTED + "\u00c1\u0002\u00ff\u00ff");

        assertThatThrownBy(() -> swarm.pumpFor(5_000)).hasMessageContaining("not deflated");
    }

    @Test
    void aRefusalFailsTheRun() throws IOException {
        say(SWITCHING + OPEN + frame("44{\"message\":\"no\"}"));

        assertThatThrownBy(() -> swarm.connect())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("refused");
    }

    private void say(String bytes) throws IOException {
        served.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The client's output, which ends with its CONNECT. */
    private String heard() throws IOException {
        InputStream in = served.getInputStream();
        StringBuilder heard = new StringBuilder();
        while (!heard.toString().endsWith("40")) {
            heard.append((char) in.read());
        }
        return heard.toString();
    }

    private static String deflated(String text) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        deflater.setInput(text.getBytes(StandardCharsets.ISO_8859_1));
        byte[] bytes = new byte[100];
        int length = deflater.deflate(bytes, 0, bytes.length, Deflater.SYNC_FLUSH) - 4;
        deflater.end();
        return "\u00c1" + (char) length + new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }

    private static String frame(String text) {
        return "\u0081" + (char) text.length() + text;
    }
}
