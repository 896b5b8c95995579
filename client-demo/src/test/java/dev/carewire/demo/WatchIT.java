package dev.carewire.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(30)
final class WatchIT {

    @RegisterExtension
    static final DemoServer SERVER = new DemoServer();

    @Test
    void printsStateAndEvents() throws Exception {
        String token = SERVER.token("desk-1", "tenant-1");
        Api api = new Api(SERVER.url(), token);
        String patient = api.list("/api/patients").getJSONObject(0).getString("_id");
        Process watch = watch("--token", token, "--tenant", "tenant-1");
        try (BufferedReader lines = watch.inputReader(UTF_8)) {
            assertThat(lines.readLine()).endsWith("-- connecting");
            assertThat(lines.readLine()).endsWith("-- connected");
            assertThat(lines.readLine()).contains("presence:snapshot", "\"desk-1\"");

            api.put("/api/patients/" + patient, new JSONObject().put("phone", "555-0102"));

            assertThat(lines.readLine()).contains("patient:updated", "\"555-0102\"");
        } finally {
            watch.destroyForcibly();
        }
    }

    @Test
    void endsWithTheServersWordsWhenRefused() throws Exception {
        Process watch = watch("--token", SERVER.token("desk-1", "tenant-1"), "--tenant", "tenant-2");
        try (BufferedReader lines = watch.inputReader(UTF_8)) {
            assertThat(lines.lines().toList()).last().asString().endsWith("-- refused: Invalid tenant ID");
            assertThat(watch.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(watch.exitValue()).isEqualTo(1);
        } finally {
            watch.destroyForcibly();
        }
    }

    private static Process watch(String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                Path.of("target/carewire-client-demo.jar").toAbsolutePath().toString(),
                "--url",
                SERVER.url().toString()));
        command.addAll(List.of(options));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }
}
