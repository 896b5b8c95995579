package dev.carewire.app.config;

import static dev.carewire.setting.SettingType.duration;
import static dev.carewire.setting.SettingType.integer;
import static dev.carewire.setting.SettingType.text;

import dev.carewire.adapter.openai.OpenAiConfig;
import dev.carewire.assistant.AssistantLimits;
import dev.carewire.setting.Setting;
import dev.carewire.setting.SettingSection;
import dev.carewire.setting.SettingType;
import dev.carewire.setting.SettingValues;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** The settings of the assistant: its language model, and its resource limits. */
final class AssistantSettings extends SettingSection {

    /** The key of a model's endpoint; empty means none. */
    static final SettingType<Optional<String>> BEARER_TOKEN =
            SettingType.optional("text", "visible ASCII characters, empty = none is sent", OpenAiConfig::isValidKey);

    final Setting<Optional<URI>> url = add(
            "assistant.url",
            SettingType.httpUrl(),
            "",
            "OpenAI-compatible endpoint, such as https://host/v1; /chat/completions is appended. It receives the users' questions.");

    final Setting<Optional<String>> key = addSecret(
            "assistant.key", BEARER_TOKEN, "", "Bearer token for it. Better set in the environment than here.");

    final Setting<Optional<String>> model =
            add("assistant.model", text("any, needed with a url"), "", "Name of the model.");

    final Setting<Optional<String>> prompt = add(
            "assistant.prompt",
            text("any, empty = none"),
            "You are the assistant of a clinic. Answer briefly. Say so when you do not know, and refer to the clinic's staff"
                    + " for diagnoses, doses and emergencies.",
            "System prompt for the model.");

    final Setting<Duration> timeout = add(
            "assistant.timeout",
            duration("1s", "10m"),
            "60s",
            "How long a complete answer may take after the question.");

    final Setting<Integer> maxAnswer = add(
            "assistant.max-answer",
            integer(100, 10_000, "characters"),
            "8000",
            "Longest answer; longer ones are truncated.");

    final Setting<Integer> history = add(
            "assistant.history",
            integer(0, 100, "messages"),
            "20",
            "Earlier messages that the model receives: those among the last so many that the user and the assistant exchanged.");

    final Setting<Integer> questionsPerMinute = add(
            "assistant.questions-per-minute", integer(1, 1_000, "questions"), "10", "Questions per user and minute.");

    final Setting<Integer> answersAtATime = add(
            "assistant.answers-at-a-time",
            integer(1, 1_000, "answers"),
            "32",
            "Answers in progress at a time; further questions are rejected as busy.");

    /** The values of this section; an address without a model name counts as none. */
    AssistantConfig assistant(SettingValues given) {
        return new AssistantConfig(
                given.get(url)
                        .flatMap(endpoint -> given.get(model)
                                .map(name -> new OpenAiConfig(endpoint, given.get(key), name, given.get(prompt)))),
                new AssistantLimits(
                        given.get(timeout),
                        given.get(maxAnswer),
                        given.get(history),
                        given.get(questionsPerMinute),
                        given.get(answersAtATime)));
    }
}
