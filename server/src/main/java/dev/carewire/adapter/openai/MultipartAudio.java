package dev.carewire.adapter.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carewire.transcription.Audio;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** The {@code multipart/form-data} body of a transcription request. Does not copy the audio. */
final class MultipartAudio {

    /** Endpoints derive the file type from the name's extension. */
    private static final Map<String, String> FILE_EXTENSIONS = Map.of(
            "webm", "webm",
            "ogg", "ogg",
            "mp4", "mp4",
            "x-m4a", "m4a",
            "mpeg", "mp3",
            "wav", "wav",
            "x-wav", "wav",
            "flac", "flac");

    /** The extension for other types, which the endpoint detects itself. */
    private static final String DEFAULT_EXTENSION = "webm";

    private final String boundary = UUID.randomUUID().toString();
    private final TranscriberConfig config;
    private final Audio audio;

    MultipartAudio(TranscriberConfig config, Audio audio) {
        this.config = config;
        this.audio = audio;
    }

    String contentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    BodyPublisher body() {
        StringBuilder head = new StringBuilder();
        appendField(head, "model", config.model());
        appendField(head, "response_format", config.format().wireName());
        config.language().ifPresent(language -> appendField(head, "language", language));
        head.append("--").append(boundary).append("\r\n");
        head.append("Content-Disposition: form-data; name=\"file\"; filename=\"recording.")
                .append(fileExtension())
                .append("\"\r\n");
        head.append("Content-Type: ").append(audio.mimeType()).append("\r\n\r\n");
        return BodyPublishers.concat(Stream.concat(
                        Stream.of(BodyPublishers.ofString(head.toString(), UTF_8)),
                        Stream.concat(
                                audio.parts().stream().map(BodyPublishers::ofByteArray),
                                Stream.of(BodyPublishers.ofString("\r\n--" + boundary + "--\r\n", UTF_8))))
                .toArray(BodyPublisher[]::new));
    }

    private void appendField(StringBuilder form, String name, String value) {
        form.append("--").append(boundary).append("\r\n");
        form.append("Content-Disposition: form-data; name=\"").append(name).append("\"\r\n\r\n");
        form.append(value).append("\r\n");
    }

    private String fileExtension() {
        String subtype = audio.mimeType().split("[/;]", 3)[1].strip().toLowerCase(Locale.ROOT);
        return FILE_EXTENSIONS.getOrDefault(subtype, DEFAULT_EXTENSION);
    }
}
