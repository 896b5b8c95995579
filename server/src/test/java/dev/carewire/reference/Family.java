package dev.carewire.reference;

import static dev.carewire.reference.ArgumentInference.parsed;

import dev.carewire.command.Caller;
import dev.carewire.command.Rejection;
import dev.carewire.dialect.Callers;
import dev.carewire.dialect.CommandProbe;
import dev.carewire.dialect.CommandProtocol;
import dev.carewire.dialect.CommandTable;
import dev.carewire.dialect.Dialect;
import dev.carewire.dialect.InboundMessage;
import dev.carewire.dialect.TestClient;
import dev.carewire.event.CustomEvents;
import dev.carewire.event.Event;
import dev.carewire.event.EventType;
import dev.carewire.event.SampleEvents;
import dev.carewire.hub.Hub;
import dev.carewire.hub.Session;
import dev.carewire.hub.TextEncoding;
import dev.carewire.identity.Role;
import dev.carewire.json.Json;
import dev.carewire.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** The wire language of one client family, determined by using it. One thread. */
final class Family {

    private final Dialect dialect;
    private final CommandProtocol protocol;
    private final CommandTable table;
    private final Hub hub;
    private final Caller caller = Callers.caller(SampleEvents.TENANT, "dr-chen", Role.DOCTOR);
    private final Map<String, Shape> messages = new TreeMap<>();
    private final Map<String, List<String>> examples = new LinkedHashMap<>();
    private final Map<String, String> own = new TreeMap<>();
    private final Map<String, List<Object>> observed = new TreeMap<>();
    private final Map<String, ArgumentInference.Found> commands = new TreeMap<>();
    private int clients;

    Family(Dialect dialect, CommandProtocol protocol, CommandTable table, Hub hub, Variants variants) {
        this.dialect = dialect;
        this.protocol = protocol;
        this.table = table;
        this.hub = hub;
        observed.put("data", new ArrayList<>(List.of(Shape.BYTES)));
        for (Event<?> sample : SampleEvents.all()) {
            List<String> rendered = dialect.render(sample);
            if (!rendered.isEmpty()) {
                examples.putIfAbsent(sample.type().name(), rendered);
            }
            // The sender of a custom event chooses its name and arguments, so it has no fixed shape.
            if (!CustomEvents.ALL.contains(sample.type())) {
                for (Record variant : variants.of(sample.payload())) {
                    observe(dialect.render(event(sample.type(), variant)));
                }
            }
        }
        table.names().forEach(name -> commands.put(name, search(name)));
        observeOwn(dialect.tokenExpiryWarning(SampleEvents.AT));
        renewal();
        refusals();
        commands.forEach((name, found) -> talk(dialect::receive, text(name, found.example())));
    }

    String name() {
        return dialect.name();
    }

    /** The messages that a client may receive, by name. */
    Map<String, Shape> messages() {
        return messages;
    }

    /** The rendering of an event's sample. */
    List<String> example(EventType<?> type) {
        return examples.getOrDefault(type.name(), List.of());
    }

    /** The messages without an event of the catalog: name and an example. */
    Map<String, String> own() {
        return own;
    }

    Map<String, ArgumentInference.Found> commands() {
        return commands;
    }

    static <P extends Record> Event<P> event(EventType<P> type, Record payload) {
        return type.newEvent(
                SampleEvents.TENANT, SampleEvents.AT, type.payload().cast(payload));
    }

    private void observe(List<String> texts) {
        for (String text : texts) {
            List<JsonValue> message = parsed(text).items();
            Shape shape = messages.computeIfAbsent(message.get(0).text().orElseThrow(), none -> new Shape());
            message.stream().skip(1).forEach(argument -> {
                shape.observe(argument);
                remember(argument);
            });
        }
    }

    private void observeOwn(List<String> texts) {
        for (String text : texts) {
            String name = parsed(text).items().get(0).text().orElseThrow();
            if (own.containsKey(name) || !messages.containsKey(name)) {
                own.put(name, text);
                observe(List.of(text));
            }
        }
    }

    private void remember(JsonValue object) {
        for (String name : object.names()) {
            object.field(name).ifPresent(field -> {
                List<Object> guesses = observed.computeIfAbsent(name, none -> new ArrayList<>());
                Object guess = plain(field);
                if (guesses.size() < 20 && !guesses.contains(guess)) {
                    guesses.add(guess);
                }
                remember(field);
            });
        }
    }

    private static Object plain(JsonValue value) {
        if (value.isObject()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            value.names().forEach(name -> value.field(name).ifPresent(field -> fields.put(name, plain(field))));
            return fields;
        }
        if (value.isArray()) {
            return value.items().stream().map(Family::plain).toList();
        }
        return value.text()
                .<Object>map(text -> text)
                .or(() -> value.bool())
                .or(() -> value.number())
                .orElse(Shape.ANYTHING);
    }

    private ArgumentInference.Found search(String name) {
        TestClient client = client(dialect::receive);
        Function<Optional<JsonValue>, Optional<String>> reading =
                argument -> CommandProbe.refusal(table, name, client.session(), argument);
        ArgumentInference.Found read = new ArgumentInference(reading, observed).search();
        ArgumentInference.Found done = new ArgumentInference(
                        argument -> reading.apply(argument)
                                .or(() -> client.ask(text(name, argument.map(JsonValue::json)))
                                        .map(answer -> parsed(answer).items().get(0))
                                        .filter(answer ->
                                                answer.text("code").equals(Optional.of(Rejection.INVALID.name())))
                                        .flatMap(answer -> answer.text("error"))),
                        observed)
                .search();
        // Reading reveals all types, in any combination; execution reveals the mandatory fields.
        done.shape().ifPresent(needed -> read.shape().ifPresent(shape -> shape.require(needed)));
        return read;
    }

    private static String text(String name, Optional<String> argument) {
        return "[" + Json.write(name) + argument.map(json -> "," + json).orElse("") + "]";
    }

    /** The server handles the message for a new token before the command table. */
    private void renewal() {
        String argument = Json.write(Map.of("token", Shape.ANYTHING));
        TestClient client = client((session, message) -> {
            if (dialect.renewalCredentials(session, message).isPresent()) {
                dialect.tokenRenewed(session, message);
                session.renew(Callers.expiring(session.caller(), SampleEvents.AT));
                dialect.tokenRenewed(session, message);
            }
        });
        client.send("[\"" + CommandProbe.REFRESH + "\"," + argument + "]");
        List<String> answers = client.takeReceived();
        if (!answers.isEmpty()) {
            Shape shape = new Shape().observe(parsed(argument));
            commands.put(
                    CommandProbe.REFRESH,
                    new ArgumentInference.Found(Optional.of(shape), false, Optional.of(argument)));
            observeOwn(answers);
        }
    }

    /** Every error code, with and without the name of its command. */
    private void refusals() {
        for (Rejection rejection : Rejection.values()) {
            talk((session, message) -> dialect.reject(session, message, rejection, "not " + Shape.ANYTHING), "[]");
        }
        String some = table.names().first();
        talk(CommandProbe.failing(protocol, some)::receive, text(some, Optional.empty()));
        table.names().forEach(name -> talk(dialect::receive, "[" + Json.write(name) + ",[]]"));
    }

    private void talk(BiConsumer<Session, InboundMessage> receiver, String message) {
        TestClient client = client(receiver);
        client.send(message);
        observeOwn(client.takeReceived());
    }

    private TestClient client(BiConsumer<Session, InboundMessage> to) {
        return new TestClient(dialect.name() + "-" + clients++, caller, hub, new TextEncoding(dialect::render), to);
    }
}
