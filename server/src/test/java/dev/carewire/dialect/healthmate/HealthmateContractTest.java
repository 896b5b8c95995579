package dev.carewire.dialect.healthmate;

import static dev.carewire.dialect.healthmate.HealthmateServer.LONG;
import static dev.carewire.dialect.healthmate.HealthmateServer.NOW;
import static dev.carewire.event.CustomEvents.CUSTOM_EMITTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.dialect.healthmate.HealthmateServer.Client;
import dev.carewire.event.CustomEvents.CustomMessage;
import dev.carewire.event.CustomEvents.Target;
import dev.carewire.event.NotificationPriority;
import dev.carewire.event.RoomKey;
import dev.carewire.event.VitalValue;
import dev.carewire.fixture.VitalFormBuilder;
import dev.carewire.hub.CloseReason;
import dev.carewire.messaging.NewMessage;
import dev.carewire.messaging.ThreadForm;
import dev.carewire.notification.NotificationDraft;
import dev.carewire.notification.NotificationKind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HealthMate's contract over real WebSockets. */
class HealthmateContractTest {

    private HealthmateServer server = new HealthmateServer();

    @AfterEach
    void close() {
        server.close();
    }

    private void measure(String token, String type, VitalValue value) {
        server.features
                .vitals()
                .record(
                        server.caller(token),
                        new VitalFormBuilder()
                                .dataType(type)
                                .value(value)
                                .notes("after lunch")
                                .build());
    }

    private String thread(String token) {
        return server.features
                .messaging()
                .create(server.caller(token), new ThreadForm(Optional.empty(), Optional.empty(), Set.of()))
                .id();
    }

    private String thread(String token, String otherUserId) {
        return server.features
                .messaging()
                .create(server.caller(token), new ThreadForm(Optional.empty(), Optional.empty(), Set.of(otherUserId)))
                .id();
    }

    private void notify(String token, NotificationKind kind, NotificationPriority priority) {
        Caller caller = server.caller(token);
        server.features
                .notifications()
                .send(caller.tenant(), NotificationDraft.of(caller.userId(), kind, "Title", "Message", priority));
    }

    @Test
    void understandsWhatThePythonClientSendsBackToBack() throws Exception {
        try (Client client = server.connect("health")) {
            client.send("{'type':'authenticate','token':'ann'}");
            client.send("{'type':'subscribe','subscription':'health_updates'}");

            assertThat(client.nextMessage())
                    .isEqualTo("{'type':'authentication_success','user_id':7,'user_email':'ann@home.example',"
                            + "'user_role':'patient','message':'Authentication successful'}");
            assertThat(client.nextMessage())
                    .isEqualTo("{'type':'subscription_success','subscription':'health_updates'}");

            measure("ann", "heart_rate", VitalValue.of(72));

            assertThat(client.nextMessage())
                    .isEqualTo("{'type':'health_update','data':{'metric':'heart_rate','value':72,'unit':'bpm',"
                            + "'timestamp':'2026-11-20T15:00:00.000Z'}}");
            JsonNode update = client.next("health_data_update").path("data");
            assertThat(update.path("data_type").textValue()).isEqualTo("heart_rate");
            assertThat(update.path("notes").textValue()).isEqualTo("after lunch");
            client.assertNothingReceived();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'{''type'':''authentication''}', Token required",
        "'{''type'':''authenticate'',''token'':''''}', Token required",
        "'{''type'':''authenticate'',''token'':7}', Invalid token",
        "'{''type'':''authenticate'',''token'':''forged''}', Invalid token",
        "'{''type'':''authentication'',''token'':''expired''}', Invalid token",
        "'{''type'':''authenticate'',''token'':''unavailable''}', Authentication error"
    })
    void staysOpenForAnotherTryAfterAFailure(String frame, String message) throws Exception {
        try (Client client = server.connect("health")) {
            client.send(frame);
            assertThat(client.nextMessage()).isEqualTo("{'type':'authentication_failed','message':'" + message + "'}");
            client.send("{'type':'authentication','token':'ann'}");
            client.next("authentication_success");
            // Also with a session, which continues unchanged.
            client.send(frame);
            assertThat(client.nextMessage()).isEqualTo("{'type':'authentication_failed','message':'" + message + "'}");
            client.send("{'type':'authenticate','token':'eve'}");
            assertThat(client.nextMessage()).isEqualTo("{'type':'authentication_failed','message':'Invalid token'}");
            client.send("{'type':'authenticate','token':'ann','correlation_id':'c-1'}");
            assertThat(client.nextMessage())
                    .isEqualTo("{'type':'authentication_success','user_id':7,'user_email':'ann@home.example',"
                            + "'user_role':'patient','message':'Authentication successful','correlation_id':'c-1'}");
            measure("ann", "heart_rate", VitalValue.of(72));
            client.next("health_update");
        }
    }

    @Test
    void letsStrangersDoAlmostNothing() throws Exception {
        try (Client client = server.connect("combined")) {
            client.send("{'type':'ping','correlation_id':3}");
            assertThat(client.nextMessage()).isEqualTo("{'type':'pong','correlation_id':3}");
            client.send("{'type':'unsubscribe','subscription':'chat'}");
            assertThat(client.nextMessage()).isEqualTo("{'type':'unsubscription_success','subscription':'chat'}");
            for (String type : new String[] {"subscribe", "chat_message", "get_history", "set_alert_threshold"}) {
                client.send("{'type':'" + type + "'}");
                assertThat(client.nextMessage()).isEqualTo("{'type':'error','message':'Authentication required'}");
            }
            client.send("anything");
            assertThat(client.nextMessage()).isEqualTo("{'type':'acknowledgment','message':'Message received'}");
            client.send("{'type':'authenticate','token':'ann'}");
            client.next("authentication_success");
            client.send("anything else");
            assertThat(client.nextMessage()).isEqualTo("{'type':'acknowledgment','message':'Message received'}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"health", "chat", "notifications"})
    void endsAConnectionOverWhatIsNoJson(String service) throws Exception {
        for (boolean known : new boolean[] {false, true}) {
            try (Client client = known ? server.connect(service, "ann") : server.connect(service)) {
                client.socket.send("ping");
                assertThat(client.socket.next()).isEqualTo("closed 1000 Error");
            }
            try (Client client = known ? server.connect(service, "ann") : server.connect(service)) {
                client.socket.send(new byte[] {1});
                assertThat(client.socket.next()).isEqualTo("closed 1000 Error");
            }
            try (Client client = known ? server.connect(service, "ann") : server.connect(service)) {
                client.send("[1]");
                assertThat(client.nextMessage()).isEqualTo("{'type':'error','message':'Invalid message format'}");
                client.send("{'type':'dance'}");
                assertThat(client.nextMessage()).isEqualTo("{'type':'error','message':'Unknown message type'}");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ann, health_data:all:7, subscription_success, ",
        "ann, health_data:heart_rate:7, subscription_success, ",
        "ann, health_data:all:write, subscription_success, ",
        "ann, chat:user:7, subscription_success, ",
        "ann, notifications:health_alerts:7, subscription_success, ",
        "ann, user:health_data:7, subscription_success, ",
        "ann, health_data:all:8, subscription_denied, Can only subscribe to own user data",
        "ann, user:chat:8, subscription_denied, Can only subscribe to own user data",
        "ann, nothing, subscription_denied, Invalid subscription format",
        "ann, health_data:, subscription_denied, Invalid subscription format",
        "ann, user:dreams:7, subscription_denied, Invalid subscription format",
        "ann, notifications:all:write, subscription_denied, Insufficient permissions",
        "ann, patient_data:all:8, subscription_denied, Insufficient permissions",
        "ann, chat:conversation:unknown:7, subscription_denied, Insufficient permissions",
        "doc, patient_data:all:unknown, subscription_denied, Insufficient permissions",
        "doc, health_data:all:write, subscription_denied, Insufficient permissions",
        "doc, notifications:all:write, subscription_success, ",
        "screen, chat, subscription_denied, Insufficient permissions"
    })
    void subscribesByRights(String token, String name, String answer, String message) throws Exception {
        try (Client client = server.connect("health", token)) {
            client.send("{'type':'subscribe','subscription':'" + name + "'}");
            JsonNode said = client.next(answer);
            assertThat(said.path("subscription").textValue()).isEqualTo(name);
            assertThat(said.path("message").textValue()).isEqualTo(message);
        }
    }

    @Test
    void tellsOnlyWhatIsFollowed() throws Exception {
        try (Client client = server.connect("chat", "ann")) {
            measure("ann", "heart_rate", VitalValue.of(71));
            client.assertNothingReceived();
            client.send("{'type':'subscribe','subscription':'health_data:blood_pressure:7'}");
            client.next("subscription_success");
            measure("ann", "heart_rate", VitalValue.of(72));
            client.assertNothingReceived();
            measure("ann", "blood_pressure", VitalValue.bloodPressure(150, 80));
            assertThat(client.nextMessage())
                    .isEqualTo("{'type':'health_update','data':{'metric':'blood_pressure','value':150,'diastolic':80,"
                            + "'unit':'mmHg','timestamp':'2026-11-20T15:00:00.000Z'}}");
            assertThat(client.next("health_data_update")
                            .path("data")
                            .path("value")
                            .toString())
                    .isEqualTo("{\"systolic\":150,\"diastolic\":80}");
            assertThat(client.nextMessage())
                    .isEqualTo("{'type':'health_alert','alert':{'data_type':'blood_pressure','value':150,"
                            + "'message':'blood_pressure value 150 is above maximum threshold 140',"
                            + "'severity':'warning','timestamp':'2026-11-20T15:00:00.000Z'}}");
            assertThat(client.next("notification")
                            .path("notification")
                            .path("type")
                            .textValue())
                    .isEqualTo("health_alert");
            client.send("{'type':'unsubscribe','subscription':'health_data:blood_pressure:7'}");
            client.next("unsubscription_success");
            measure("ann", "blood_pressure", VitalValue.bloodPressure(120, 80));
            client.assertNothingReceived();

            notify("ann", NotificationKind.GOAL_ACHIEVEMENT, NotificationPriority.HIGH);
            JsonNode told = client.next("notification").path("notification");
            assertThat(told.path("type").textValue()).isEqualTo("goal_achievement");
            assertThat(told.path("priority").textValue()).isEqualTo("high");
            assertThat(told.path("read").booleanValue()).isFalse();
            assertThat(told.path("metadata").isObject()).isTrue();
            client.send("{'type':'unsubscribe','subscription':'notifications'}");
            client.next("unsubscription_success");
            client.send("{'type':'subscribe','subscription':'notifications:goal_achievement:7'}");
            client.next("subscription_success");
            notify("ann", NotificationKind.GENERAL, NotificationPriority.HIGH);
            notify("ann", NotificationKind.GOAL_ACHIEVEMENT, NotificationPriority.LOW);
            assertThat(client.next("notification")
                            .path("notification")
                            .path("priority")
                            .textValue())
                    .isEqualTo("low");
        }
    }

    @Test
    void showsMeasuredValuesAndKeepsThresholds() throws Exception {
        measure("ann", "heart_rate", VitalValue.of(72));
        measure("ann", "weight", VitalValue.of(70.5));
        try (Client client = server.connect("health", "ann")) {
            client.send("{'type':'get_health_data'}");
            JsonNode all = client.next("health_data_response");
            assertThat(all.path("count").intValue()).isEqualTo(2);
            assertThat(all.path("data_type").isNull()).isTrue();
            assertThat(all.path("has_more").isBoolean() && !all.path("has_more").booleanValue())
                    .isTrue();
            client.send("{'type':'get_health_data','limit':1}");
            assertThat(client.next("health_data_response").path("has_more").booleanValue())
                    .isTrue();
            client.send("{'type':'get_health_data','data_type':'weight','limit':1}");
            JsonNode one = client.next("health_data_response");
            assertThat(one.path("data").path(0).path("value").doubleValue()).isEqualTo(70.5);
            client.send("{'type':'set_alert_threshold','data_type':'weight','threshold':{'max':71}}");
            assertThat(client.nextMessage())
                    .isEqualTo("{'type':'alert_threshold_set','data_type':'weight','threshold':{'max':71}}");
            client.send("{'type':'set_alert_threshold','data_type':'blood_pressure',"
                    + "'threshold':{'systolic':{'min':90,'max':130},'diastolic':{'min':60,'max':85}}}");
            assertThat(client.nextMessage())
                    .isEqualTo("{'type':'alert_threshold_set','data_type':'blood_pressure',"
                            + "'threshold':{'systolic':{'min':90,'max':130},'diastolic':{'min':60,'max':85}}}");
        }
    }

    @Test
    void carriesConversations() throws Exception {
        String thread = thread("ann");
        try (Client ann = server.connect("chat", "ann");
                Client again = server.connect("combined", "ann");
                Client eve = server.connect("chat", "eve");
                Client bob = server.connect("chat", "bob")) {
            ann.send("{'type':'join_conversation','conversation_id':'" + thread + "'}");
            assertThat(ann.nextMessage())
                    .isEqualTo("{'type':'conversation_joined','conversation_id':'" + thread + "'}");
            again.send("{'type':'join_conversation','conversation_id':'" + thread + "'}");
            again.next("conversation_joined");
            for (Client stranger : new Client[] {eve, bob}) {
                stranger.send("{'type':'join_conversation','conversation_id':'" + thread + "'}");
                assertThat(stranger.nextMessage()).isEqualTo("{'type':'error','message':'Conversation not found'}");
            }
            again.send("{'type':'typing_start','conversation_id':'" + thread + "'}");
            again.send("{'type':'typing_start'}");
            again.send("{'type':'typing_stop','conversation_id':'" + thread + "'}");
            ann.next("typing_start");
            ann.next("typing_stop");

            ann.send("{'type':'chat_message','conversation_id':'" + thread
                    + "','content':'Hello','correlation_id':'c-2'}");
            JsonNode first = ann.next("chat_message");
            JsonNode second = ann.next("message_sent");
            assertThat(second.path("correlation_id").textValue()).isEqualTo("c-2");
            assertThat(first.path("message").path("id")).isEqualTo(second.path("message_id"));
            assertThat(first.path("message").path("sender_id").intValue()).isEqualTo(7);
            assertThat(first.path("message").path("sender_email").textValue()).isEqualTo("ann@home.example");
            assertThat(first.path("message").path("message_type").textValue()).isEqualTo("text");
            assertThat(first.path("data").toString())
                    .isEqualTo("{\"message\":\"Hello\",\"sender\":\"7\",\"conversation_id\":\"" + thread + "\"}");
            assertThat(again.next("chat_message").path("message")).isEqualTo(first.path("message"));

            say(thread, "ai_assistant", "Assistant", "How can I help you?");
            assertThat(ann.next("chat_message").path("data").path("sender").textValue())
                    .isEqualTo("ai_assistant");
            again.next("chat_message");
            say(thread, "system", "System", "Welcome");
            JsonNode system = ann.next("chat_message").path("message");
            again.next("chat_message");
            assertThat(system.path("id").textValue()).startsWith("sys_");
            assertThat(system.path("sender_id").isNull()).isTrue();
            assertThat(system.path("message_type").textValue()).isEqualTo("system");

            ann.send("{'type':'get_conversation_history','conversation_id':'" + thread + "','limit':2}");
            JsonNode history = ann.next("conversation_history");
            assertThat(history.path("count").intValue()).isEqualTo(2);
            assertThat(history.path("messages").path(1)).isEqualTo(system);
            assertThat(history.path("has_more").booleanValue()).isTrue();

            again.send("{'type':'leave_conversation','conversation_id':'" + thread + "'}");
            again.next("conversation_left");
            again.send("{'type':'subscribe','subscription':'chat:conversation:" + thread + ":7'}");
            again.next("subscription_success");
            say(thread, "system", "System", "Bye");
            again.next("chat_message");
            ann.next("chat_message");
            eve.assertNothingReceived();
            bob.assertNothingReceived();
        }
    }

    /** The client received no more messages of the conversation to which it was subscribed. */
    @Test
    void leavingAConversationDoesNotEndASubscriptionToIt() throws Exception {
        String thread = thread("ann");
        String subscription = "'subscription':'chat:conversation:" + thread + ":7'}";
        try (Client ann = server.connect("combined", "ann")) {
            ann.send("{'type':'subscribe'," + subscription);
            ann.next("subscription_success");
            ann.send("{'type':'join_conversation','conversation_id':'" + thread + "'}");
            ann.next("conversation_joined");
            ann.send("{'type':'leave_conversation','conversation_id':'" + thread + "'}");
            ann.next("conversation_left");
            say(thread, "system", "System", "Welcome");
            ann.next("chat_message");
            ann.send("{'type':'unsubscribe'," + subscription);
            ann.next("unsubscription_success");
            say(thread, "system", "System", "Bye");
            ann.assertNothingReceived();
        }
    }

    /** The client that had written to a conversation received no more of its messages. */
    @Test
    void endingASubscriptionDoesNotEndAConversationThatTheClientHasWrittenTo() throws Exception {
        String thread = thread("ann");
        String subscription = "'subscription':'chat:conversation:" + thread + ":7'}";
        try (Client ann = server.connect("combined", "ann")) {
            ann.send("{'type':'chat_message','conversation_id':'" + thread + "','content':'Hello'}");
            ann.next("chat_message");
            ann.next("message_sent");
            ann.send("{'type':'subscribe'," + subscription);
            ann.next("subscription_success");
            ann.send("{'type':'unsubscribe'," + subscription);
            ann.next("unsubscription_success");
            say(thread, "system", "System", "Welcome");
            ann.next("chat_message");
            ann.send("{'type':'leave_conversation','conversation_id':'" + thread + "'}");
            ann.next("conversation_left");
            say(thread, "system", "System", "Bye");
            ann.assertNothingReceived();
        }
    }

    @Test
    void sendsAndRecordsOnceWhatAClientRepeatsUnderItsKey() throws Exception {
        String thread = thread("ann", "9");
        String message = "{'type':'chat_message','conversation_id':'" + thread
                + "','content':'Hello','idempotency_key':'k-1','correlation_id':'c-1'}";
        String value = "{'type':'health_update','data':{'metric':'heart_rate','value':72,'idempotency_key':'k-2'}}";
        try (Client ann = server.connect("combined", "ann");
                Client again = server.connect("combined", "ann")) {
            ann.send(message);
            ann.next("chat_message");
            JsonNode sent = ann.next("message_sent");
            again.send(message);
            assertThat(again.next("message_sent")).isEqualTo(sent);
            ann.send(value);
            for (Client each : List.of(ann, again)) {
                each.next("health_update");
                each.next("health_data_update");
            }
            JsonNode recorded = ann.next("health_update_recorded");
            again.send(value);
            assertThat(again.next("health_update_recorded")).isEqualTo(recorded);
            again.send(value.replace("k-2", ""));
            assertThat(again.next("error").path("message").textValue()).isEqualTo("Invalid idempotency_key");

            again.send("{'type':'get_conversation_history','conversation_id':'" + thread + "'}");
            assertThat(again.next("conversation_history").path("count").intValue())
                    .isOne();
            again.send("{'type':'get_health_data','data_type':'heart_rate'}");
            assertThat(again.next("health_data_response").path("count").intValue())
                    .isOne();
        }
    }

    @Test
    void aUserJoinsWithTheirFirstTabAndLeavesWithTheirLast() throws Exception {
        String thread = thread("ann", "9");
        String join = "{'type':'join_conversation','data':{'conversation_id':'" + thread + "'}}";
        String visitor = "'conversation_id':'" + thread + "','user_id':9,'user_name':'doc@clinic.example'}";
        try (Client ann = server.connect("chat", "ann");
                Client tab = server.connect("chat", "doc")) {
            ann.send(join);
            ann.next("conversation_joined");
            tab.send(join);
            tab.next("conversation_joined");
            assertThat(ann.nextMessage()).isEqualTo("{'type':'user_joined'," + visitor);
            try (Client other = server.connect("combined", "doc")) {
                other.send(join);
                other.next("conversation_joined");
            }
            try (Client third = server.connect("chat", "doc")) {
                third.send(join);
                third.next("conversation_joined");
                third.send("{'type':'leave_conversation','conversation_id':'" + thread + "'}");
                third.next("conversation_left");
            }
            tab.send("{'type':'typing_start','conversation_id':'" + thread + "'}");
            assertThat(ann.nextMessage()).startsWith("{'type':'typing_start'");
            tab.close();
            ann.next("typing_stop");
            assertThat(ann.nextMessage()).isEqualTo("{'type':'user_left'," + visitor);
        }
    }

    @Test
    void conversationsComeIntoBeingByWriting() throws Exception {
        String write = "{'type':'chat_message','data':{'conversation_id':'c-1','message':'Hello'}}";
        try (Client ann = server.connect("chat", "ann");
                Client bob = server.connect("chat", "bob")) {
            ann.send("{'type':'join_conversation','conversation_id':'c-1'}");
            assertThat(ann.next("error").path("message").textValue()).isEqualTo("Conversation not found");
            ann.send(write);
            assertThat(ann.next("chat_message").path("data").path("message").textValue())
                    .isEqualTo("Hello");
            ann.next("message_sent");
            ann.send(write);
            ann.next("chat_message");
            ann.next("message_sent");
            bob.send(write);
            assertThat(bob.next("error").path("message").textValue()).isEqualTo("Conversation not found");
            ann.send("{'type':'chat_message','content':'Hello'}");
            assertThat(ann.next("error").path("message").textValue()).isEqualTo("Conversation ID and content required");
        }
    }

    @Test
    void nobodyTakesOrReadsThePersonalConversationOfAnother() {
        Caller bob = server.caller("bob");
        for (Set<String> members : List.of(Set.<String>of(), Set.of("7"))) {
            assertThatThrownBy(() -> server.features
                            .messaging()
                            .create(bob, new ThreadForm(Optional.of("chat:user:7"), Optional.empty(), members)))
                    .isInstanceOf(RejectedException.class);
        }
        assertThatThrownBy(() -> server.features.messaging().createIfMissing(bob, "chat:user:7"))
                .isInstanceOf(RejectedException.class);
        server.features.messaging().createIfMissing(server.caller("ann"), "chat:user:7");
        assertThat(server.features
                        .messaging()
                        .thread(server.caller("ann"), "chat:user:7")
                        .memberIds())
                .containsExactly("7");
    }

    @Test
    void statesTheConversionOfValuesAndThresholds() throws Exception {
        try (Client ann = server.connect("health", "ann")) {
            ann.send("{'type':'health_update','data':{'metric':'blood_sugar','value':5.4}}");
            assertThat(ann.next("error").path("message").textValue()).contains("mmol/L");

            ann.send("{'type':'health_update','data':{'metric':'blood_sugar','value':5.4,'unit':'mmol/L'}}");
            for (String frame : List.of("health_update", "health_data_update")) {
                JsonNode shown = ann.next(frame).path("data");
                assertThat(shown.path("value").doubleValue()).as(frame).isEqualTo(97.29);
                assertThat(shown.path("unit").textValue()).as(frame).isEqualTo("mg/dL");
                assertThat(shown.path("original").toString())
                        .as(frame)
                        .isEqualTo("{\"value\":5.4,\"unit\":\"mmol/L\"}");
            }
            ann.next("health_update_recorded");

            ann.send("{'type':'set_alert_threshold','data_type':'blood_sugar','unit':'mmol/L',"
                    + "'threshold':{'min':4,'max':7.8}}");
            JsonNode changed = ann.next("alert_threshold_set");
            assertThat(changed.path("threshold").toString()).isEqualTo("{\"min\":72.06,\"max\":140.52}");
            assertThat(changed.path("unit").textValue()).isEqualTo("mg/dL");
        }
    }

    @Test
    void recordsTheValuesOfDevicesAndBackEnds() throws Exception {
        String patient = server.patient();
        try (Client ann = server.connect("health", "ann");
                Client doc = server.connect("health", "doc")) {
            ann.send("{'type':'health_update','data':{'metric':'blood_pressure','value':120,'unit':'mmHg',"
                    + "'timestamp':'2026-11-20T14:59:00Z'},'timestamp':'2026-11-20T15:00:00Z','correlation_id':'c'}");
            assertThat(ann.next("health_update").path("data").toString())
                    .isEqualTo("{\"metric\":\"blood_pressure\",\"value\":120,\"unit\":\"mmHg\","
                            + "\"timestamp\":\"2026-11-20T14:59:00.000Z\"}");
            ann.next("health_data_update");
            JsonNode answer = ann.next("health_update_recorded");
            assertThat(answer.path("correlation_id").textValue()).isEqualTo("c");
            ann.send(
                    "{'type':'health_update','data':{'metric':'blood_pressure','value':{'systolic':130,'diastolic':85}}}");
            assertThat(ann.next("health_update").path("data").path("diastolic").intValue())
                    .isEqualTo(85);
            ann.next("health_data_update");
            ann.next("health_update_recorded");

            doc.send("{'type':'health_update','data':{'metric':'weight','value':70,'user_id':'" + patient + "'}}");
            doc.next("health_update_recorded");
            ann.send("{'type':'health_update','data':{'metric':'weight','value':70,'user_id':8}}");
            assertThat(ann.next("error").path("message").textValue()).isEqualTo("Insufficient permissions");
            for (String fault : new String[] {"'metric':'weight'", "'value':7", "'metric':'Weight!','value':7"}) {
                ann.send("{'type':'health_update','data':{" + fault + "}}");
                ann.next("error");
            }
            ann.send("{'type':'health_update','data':{'metric':'weight','value':'seventy'}}");
            assertThat(ann.next("error").path("message").textValue()).isEqualTo("Invalid value");
        }
    }

    private void say(String thread, String id, String name, String text) {
        server.features
                .messaging()
                .post(
                        server.tenant,
                        new NewMessage(UUID.randomUUID().toString(), thread, id, name, text, HealthmateServer.NOW));
    }

    @Test
    void keepsTrackOfNotifications() throws Exception {
        notify("ann", NotificationKind.HEALTH_ALERT, NotificationPriority.URGENT);
        notify("ann", NotificationKind.CHAT_MESSAGE, NotificationPriority.NORMAL);
        notify("bob", NotificationKind.CHAT_MESSAGE, NotificationPriority.NORMAL);
        try (Client client = server.connect("notifications", "ann")) {
            client.send("{'type':'subscribe','subscription':'notifications'}");
            client.next("subscribed");
            client.send("{'type':'subscribe','subscription':'notifications:all:8'}");
            assertThat(client.nextMessage())
                    .isEqualTo("{'type':'error','message':'Failed to subscribe to notifications'}");
            client.send("{'type':'get_history','limit':1,'offset':1}");
            JsonNode history = client.next("notification_history");
            assertThat(history.path("total").intValue()).isEqualTo(2);
            assertThat(history.path("limit").intValue()).isEqualTo(1);
            assertThat(history.path("offset").intValue()).isEqualTo(1);
            JsonNode alert = history.path("notifications").path(0);
            assertThat(alert.path("type").textValue()).isEqualTo("health_alert");
            String id = alert.path("id").textValue();

            client.send("{'type':'mark_read','notification_ids':['" + id + "','unknown']}");
            assertThat(client.nextMessage())
                    .isEqualTo("{'type':'marked_read','message':'Marked 1 notifications as read','notification_ids':['"
                            + id + "']}");
            client.send("{'type':'acknowledge','notification_id':'" + id + "'}");
            assertThat(client.next("acknowledged").path("notification_id").textValue())
                    .isEqualTo(id);
            client.send("{'type':'get_history','read_status':'read'}");
            JsonNode read =
                    client.next("notification_history").path("notifications").path(0);
            assertThat(read.path("read").booleanValue()).isTrue();
            assertThat(read.path("acknowledged").booleanValue()).isTrue();
            client.send("{'type':'dismiss','notification_id':'" + id + "'}");
            client.next("dismissed");

            client.send("{'type':'update_preferences','preferences':"
                    + "{'chat_message':{'enabled':false},'health_alert':{'min_priority':'high'}}}");
            assertThat(client.next("preferences_updated").path("preferences").toString())
                    .isEqualTo("{\"chat_message\":{\"enabled\":false,\"min_priority\":\"low\"},"
                            + "\"health_alert\":{\"enabled\":true,\"min_priority\":\"high\"}}");
            notify("ann", NotificationKind.CHAT_MESSAGE, NotificationPriority.HIGH);
            notify("ann", NotificationKind.HEALTH_ALERT, NotificationPriority.NORMAL);
            notify("ann", NotificationKind.HEALTH_ALERT, NotificationPriority.HIGH);
            assertThat(client.next("notification")
                            .path("notification")
                            .path("priority")
                            .textValue())
                    .isEqualTo("high");
        }
    }

    @Test
    void refusesTooManyConnectionsOfAUserUntilOneEnds() throws Exception {
        try (Client first = server.connect("health", "ann");
                Client second = server.connect("chat", "ann");
                Client third = server.connect("notifications")) {
            third.send("{'type':'authenticate','token':'ann','correlation_id':'c-3'}");
            assertThat(third.nextMessage())
                    .isEqualTo("{'type':'authentication_failed','message':'Too many connections for user',"
                            + "'correlation_id':'c-3'}");
            first.socket.send("no JSON");
            assertThat(first.socket.next()).isEqualTo("closed 1000 Error");
            third.send("{'type':'authenticate','token':'ann'}");
            third.next("authentication_success");
            third.next("authenticated");
            second.assertNothingReceived();
        }
    }

    @Test
    void turnsClientsAwayThatTheNodeHasNoRoomFor() throws Exception {
        server.close();
        server = new HealthmateServer(LONG, LONG, 1);
        try (Client first = server.connect("health", "ann");
                Client second = server.connect("health")) {
            second.send("{'type':'authenticate','token':'bob'}");
            assertThat(second.socket.next()).isEqualTo("closed 1013 Server overloaded");
            first.assertNothingReceived();
        }
    }

    @Test
    void sendsHeartbeatsAndEndsWhatIsIdle() throws Exception {
        server.close();
        server = new HealthmateServer(Duration.ofMillis(40), Duration.ofMillis(200), 100);
        try (Client client = server.connect("health", "ann")) {
            String said = client.nextMessage();
            assertThat(said).isEqualTo("{'type':'heartbeat'}");
            while (said.equals("{'type':'heartbeat'}")) {
                said = client.nextMessage();
            }
            assertThat(said).isEqualTo("closed 1000 Connection timeout");
        }
    }

    @Test
    void warnsBeforeATokenEndsAndEndsTheConnectionWithIt() throws Exception {
        try (Client client = server.connect("health", "ends")) {
            assertThat(client.nextMessage())
                    .isEqualTo("{'type':'token_expiring','message':'Token expires soon',"
                            + "'expires_at':'2026-11-20T15:00:00.300Z'}");
            assertThat(client.socket.next()).isEqualTo("closed 1000 Error: token expired");
        }
    }

    @Test
    void tellsWhoReadsTooSlowlyThatTheyCannotBeSentMore() throws Exception {
        try (Client client = server.connect("health", "ann")) {
            server.hub.sessions().forEach(session -> session.connection().close(CloseReason.SLOW_CONSUMER));

            assertThat(client.socket.next()).isEqualTo("closed 1000 Send error");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "direct_message | {'message':'Call us'} | {'type':'direct_message','message':'Call us'}",
                "health_summary | {'summary':{'steps':7},'type':'x'} | {'type':'health_summary','summary':{'steps':7}}",
                "health_summary | [1] | {'type':'health_summary','data':[1]}"
            })
    void tellsWhatOtherBackEndsEmitUnderTheirNames(String name, String data, String frame) throws Exception {
        try (Client ann = server.connect("combined", "ann");
                Client bob = server.connect("combined", "bob")) {
            server.hub.deliver(CUSTOM_EMITTED.newEvent(
                    server.tenant,
                    NOW,
                    new CustomMessage(
                            name, Optional.of(data.replace('\'', '"')), List.of(new Target(RoomKey.Kind.USER, "7")))));

            assertThat(ann.nextMessage()).isEqualTo(frame);
            bob.assertNothingReceived();
        }
    }

    @Test
    void showsOperatorsWhoIsConnectedInTheirTenant() throws Exception {
        try (Client ann = server.connect("health", "ann");
                Client eve = server.connect("combined", "eve");
                Client stranger = server.connect("chat")) {
            stranger.send("{'type':'authenticate','token':'forged'}");
            stranger.next("authentication_failed");
            JsonNode mine = get("ops", "/ws/status");
            assertThat(mine.toString())
                    .isEqualTo("{\"status\":\"healthy\",\"active_connections\":1,\"total_connections\":1,"
                            + "\"users_online\":1,\"subscriptions\":{\"health_updates\":1,\"chat\":0,"
                            + "\"notifications\":0},\"timestamp\":\"2026-11-20T15:00:00.000Z\"}");
            JsonNode all = get("super", "/ws/status");
            assertThat(all.path("active_connections").intValue()).isEqualTo(3);
            assertThat(all.path("users_online").intValue()).isEqualTo(2);
            assertThat(all.path("subscriptions").path("health_updates").intValue())
                    .isEqualTo(2);
            assertThat(get("plainops", "/ws/status").path("active_connections").intValue())
                    .isZero();

            JsonNode health = get("ops", "/ws/connection/" + ann.id + "/health").path("health");
            assertThat(health.path("state").textValue()).isEqualTo("authenticated");
            assertThat(health.path("user_id").intValue()).isEqualTo(7);
            assertThat(health.path("last_error").isNull()).isTrue();
            assertThat(health.path("is_healthy").booleanValue()).isTrue();
            assertThat(health.path("subscriptions").toString()).isEqualTo("[\"health_updates\"]");
            for (String hidden : new String[] {eve.id, stranger.id, "unknown"}) {
                assertThat(get("ops", "/ws/connection/" + hidden + "/health")
                                .path("health")
                                .toString())
                        .isEqualTo("{\"status\":\"not_found\"}");
            }
            JsonNode failed =
                    get("super", "/ws/connection/" + stranger.id + "/health").path("health");
            assertThat(failed.path("state").textValue()).isEqualTo("error");
            assertThat(failed.path("retry_count").intValue()).isEqualTo(1);
            assertThat(failed.path("last_error").textValue()).isEqualTo("Invalid token");

            assertThat(server.http("GET", "", "/ws/status").statusCode()).isEqualTo(401);
            assertThat(server.http("GET", "forged", "/ws/status").statusCode()).isEqualTo(401);
            assertThat(server.http("GET", "doc", "/ws/status").statusCode()).isEqualTo(403);
            assertThat(server.http("DELETE", "ann", "/ws/connection/" + ann.id).statusCode())
                    .isEqualTo(403);
        }
    }

    private JsonNode get(String token, String path) throws Exception {
        return HealthmateServer.json(server.http("GET", token, path).body());
    }

    @Test
    void letsOperatorsEndConnectionsOfTheirTenantAlone() throws Exception {
        try (Client ann = server.connect("health", "ann");
                Client again = server.connect("chat", "ann");
                Client eve = server.connect("chat", "eve")) {
            assertThat(server.http("POST", "otherops", "/ws/user/8/reconnect").body())
                    .contains("\"reconnected\":false");
            assertThat(server.http("POST", "ops", "/ws/user/7/reconnect").body())
                    .startsWith("{\"user_id\":7,\"reconnected\":true,\"message\":\"User reconnection attempted\"");
            for (Client client : new Client[] {ann, again}) {
                assertThat(client.nextMessage())
                        .isEqualTo("{'type':'recovery_test','message':'Testing connection recovery'}");
                assertThat(client.socket.next()).isEqualTo("closed 1012 Reconnect requested");
            }
            assertThat(server.http("DELETE", "ops", "/ws/connection/" + eve.id + "?reason=mine")
                            .body())
                    .contains("\"disconnected\":true,\"reason\":\"mine\"");
            eve.assertNothingReceived();
            assertThat(server.http("DELETE", "otherops", "/ws/connection/" + eve.id + "?reason=" + "x%C3%A9".repeat(99))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(eve.socket.next()).isEqualTo("closed 1000 " + "xé".repeat(41));
        }
        try (Client ann = server.connect("health", "ann")) {
            server.http("DELETE", "super", "/ws/connection/" + ann.id);
            assertThat(ann.socket.next()).isEqualTo("closed 1000 Admin disconnect");
        }
    }
}
