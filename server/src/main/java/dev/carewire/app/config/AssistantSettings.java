package dev.carewire.app.config;

import static dev.carewire.app.config.SettingType.duration;
import static dev.carewire.app.config.SettingType.integer;
import static dev.carewire.app.config.SettingType.text;

import dev.carewire.adapter.openai.OpenAiConfig;
import dev.carewire.assistant.AssistantLimits;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Which language model answers in message threads, and what it may use up. */
final class AssistantSettings {

    static final Setting<Optional<URI>> URL = Setting.of(
            "assistant.url",
            SettingType.httpUrl(),
            "",
            "OpenAI-compatible endpoint, such as https://host/v1; /chat/completions is appended. It is sent what people ask.");

    static final Setting<Optional<String>> KEY = Setting.of(
                    "assistant.key",
                    SettingType.bearerToken(),
                    "",
                    "Bearer token for it. Better kept in the environment than here.")
            .hidden();

    static final Setting<Optional<String>> MODEL =
            Setting.of("assistant.model", text("any, needed with a url"), "", "Name of the model.");

    static final Setting<Optional<String>> PROMPT = Setting.of(
            "assistant.prompt",
            text("any, empty = none"),
            "You are the assistant of a clinic. Answer briefly. Say so when you do not know, and refer to the clinic's staff"
                    + " for diagnoses, doses and emergencies.",
            "Tells the model what it shall be.");

    static final Setting<Duration> TIMEOUT = Setting.of(
            "assistant.timeout", duration("1s", "10m"), "60s", "Time an answer may take from its question to its end.");

    static final Setting<Integer> MAX_ANSWER = Setting.of(
            "assistant.max-answer",
            integer(100, 10_000, "characters"),
            "8000",
            "Longest answer; what the model says beyond is cut off.");

    static final Setting<Integer> HISTORY = Setting.of(
            "assistant.history",
            integer(0, 100, "messages"),
            "20",
            "Messages before a question in which the model is shown what the one who asks and it said to each other.");

    static final Setting<Integer> QUESTIONS_PER_MINUTE = Setting.of(
            "assistant.questions-per-minute", integer(1, 1_000, "questions"), "10", "Questions of one user.");

    static final Setting<Integer> ANSWERS_AT_A_TIME = Setting.of(
            "assistant.answers-at-a-time",
            integer(1, 1_000, "answers"),
            "32",
            "Answers that are being written at a time; more questions are refused as busy.");

    static final List<Setting<?>> ALL =
            List.of(URL, KEY, MODEL, PROMPT, TIMEOUT, MAX_ANSWER, HISTORY, QUESTIONS_PER_MINUTE, ANSWERS_AT_A_TIME);

    private AssistantSettings() {}

    /** What was given; an address without the name of a model counts as none. */
    static AssistantConfig assistant(SettingValues given) {
        return new AssistantConfig(
                given.get(URL)
                        .flatMap(url -> given.get(MODEL)
                                .map(model -> new OpenAiConfig(url, given.get(KEY), model, given.get(PROMPT)))),
                new AssistantLimits(
                        given.get(TIMEOUT),
                        given.get(MAX_ANSWER),
                        given.get(HISTORY),
                        given.get(QUESTIONS_PER_MINUTE),
                        given.get(ANSWERS_AT_A_TIME)));
    }
}
