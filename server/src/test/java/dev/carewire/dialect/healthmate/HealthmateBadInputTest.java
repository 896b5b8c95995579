package dev.carewire.dialect.healthmate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.dialect.healthmate.HealthmateServer.Client;
import dev.carewire.event.NotificationPriority;
import dev.carewire.event.NotificationState;
import dev.carewire.messaging.ThreadForm;
import dev.carewire.notification.NotificationDraft;
import dev.carewire.notification.NotificationKind;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every frame of HealthMate's clients with a fault. It is answered as in the contract, changes nothing and is sent to
 * no other client.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HealthmateBadInputTest {

    private HealthmateServer server;
    private String conversation;
    private String notification;

    @BeforeAll
    void open() {
        server = new HealthmateServer();
        conversation = server.features
                .messaging()
                .create(server.caller("eve"), new ThreadForm(Optional.empty(), Optional.empty(), Set.of()))
                .id();
        notification = server.features
                .notifications()
                .send(
                        server.other,
                        NotificationDraft.of("7", NotificationKind.GENERAL, "T", "M", NotificationPriority.LOW))
                .id();
    }

    @AfterAll
    void close() {
        server.close();
    }

    /** THEIRS stands for the id of a record of another clinic, LONG for a text of 11,000 characters. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "subscribe | {} | subscription_failed: Subscription topic required",
                "subscribe | {'subscription':7} | subscription_failed: Subscription topic required",
                "subscribe | {'subscription':'LONG'} | subscription_denied: Invalid subscription format",
                "subscribe | {'subscription':'chat:conversation:THEIRS'} | subscription_denied: Insufficient permissions",
                "subscribe | {'subscription':'chat:conversation:none'} | subscription_denied: Insufficient permissions",
                "unsubscribe | {} | subscription_failed: Subscription topic required",
                "unsubscribe | {'subscription':[]} | subscription_failed: Subscription topic required",
                "get_health_data | {'limit':0} | error: Invalid limit",
                "get_health_data | {'limit':'ten'} | error: Invalid limit",
                "get_health_data | {'data_type':7} | error: Invalid data type",
                "get_health_data | {'data_type':'LONG'} | error: Invalid data type",
                "set_alert_threshold | {} | error: Data type and threshold required",
                "set_alert_threshold | {'data_type':'weight'} | error: Data type and threshold required",
                "set_alert_threshold | {'data_type':'weight','threshold':7} | error: Data type and threshold required",
                "set_alert_threshold | {'data_type':7,'threshold':{'min':1}} | error: Data type and threshold required",
                "set_alert_threshold | {'data_type':'No Type','threshold':{'min':1}} | error: Invalid data type",
                "set_alert_threshold | {'data_type':'weight','threshold':{}} | error: Invalid threshold",
                "set_alert_threshold | {'data_type':'weight','threshold':{'min':'x'}} | error: Invalid threshold",
                "set_alert_threshold | {'data_type':'blood_pressure','threshold':{'systolic':1}} | error: Invalid threshold",
                "chat_message | {} | error: Conversation ID and content required",
                "chat_message | {'conversation_id':'THEIRS'} | error: Conversation ID and content required",
                "chat_message | {'conversation_id':[],'content':'x'} | error: Conversation ID and content required",
                "chat_message | {'conversation_id':'THEIRS','content':7} | error: Conversation ID and content required",
                "chat_message | {'conversation_id':'LONG','content':'x'} | error: Conversation ID and content required",
                "chat_message | {'conversation_id':'a','content':'x','message_type':'system'} | error: Invalid message type (expected: text)",
                "join_conversation | {} | error: Conversation ID required",
                "join_conversation | {'conversation_id':true} | error: Conversation ID required",
                "join_conversation | {'conversation_id':'THEIRS'} | error: Conversation not found",
                "join_conversation | {'conversation_id':'none'} | error: Conversation not found",
                "leave_conversation | {} | error: Conversation ID required",
                "leave_conversation | {'conversation_id':{}} | error: Conversation ID required",
                "typing_start | {'conversation_id':'THEIRS'} | error: Conversation not found",
                "typing_stop | {'conversation_id':'none'} | error: Conversation not found",
                "get_conversation_history | {} | error: Conversation ID required",
                "get_conversation_history | {'conversation_id':'THEIRS'} | error: Conversation not found",
                "get_conversation_history | {'conversation_id':'none','limit':-1} | error: Invalid limit",
                "update_preferences | {} | error: Missing preferences",
                "update_preferences | {'preferences':[]} | error: Missing preferences",
                "update_preferences | {'preferences':{'dreams':{}}} | error: Invalid notification type: dreams",
                "update_preferences | {'preferences':{'health_alert':7}} | error: Invalid preferences",
                "update_preferences | {'preferences':{'health_alert':null}} | error: Invalid preferences",
                "update_preferences | {'preferences':{'health_alert':{'enabled':1}}} | error: Invalid preferences",
                "update_preferences | {'preferences':{'health_alert':{'priority':'top'}}} | error: Invalid priority: top",
                "acknowledge | {} | error: Missing notification ID",
                "acknowledge | {'notification_id':[]} | error: Missing notification ID",
                "acknowledge | {'notification_id':'HIDDEN'} | error: Notification not found",
                "acknowledge | {'notification_id':'none'} | error: Notification not found",
                "dismiss | {} | error: Missing notification ID",
                "dismiss | {'notification_id':'LONG'} | error: Missing notification ID",
                "dismiss | {'notification_id':'HIDDEN'} | error: Notification not found",
                "mark_read | {} | error: Missing notification IDs",
                "mark_read | {'notification_ids':'a'} | error: Missing notification IDs",
                "mark_read | {'notification_ids':[]} | error: Missing notification IDs",
                "mark_read | {'notification_ids':['a',[]]} | error: Missing notification IDs",
                "mark_read | {'notification_ids':['HIDDEN']} | marked_read: Marked 0 notifications as read",
                "get_history | {'limit':0} | error: Invalid limit",
                "get_history | {'offset':-1} | error: Invalid offset",
                "get_history | {'offset':9999999999} | error: Invalid offset",
                "get_history | {'read_status':'perhaps'} | error: Invalid read status"
            })
    void answersWhatIsWrongAndChangesNothing(String type, String fields, String answer) throws Exception {
        String wrong = fields.replace("THEIRS", conversation)
                .replace("HIDDEN", notification)
                .replace("LONG", "x".repeat(11_000));
        String frame =
                "{'type':'" + type + "','correlation_id':'c'" + (wrong.equals("{}") ? "}" : "," + wrong.substring(1));
        try (Client watching = server.connect("combined", "eve");
                Client client = server.connect("combined", "ann")) {
            watching.send("{'type':'join_conversation','conversation_id':'" + conversation + "'}");
            watching.next("conversation_joined");
            client.send(frame);
            var said = client.next(answer.substring(0, answer.indexOf(':')));
            assertThat(said.path("message").textValue()).isEqualTo(answer.substring(answer.indexOf(':') + 2));
            assertThat(said.path("correlation_id").textValue()).isEqualTo("c");
            client.assertNothingReceived();
            watching.assertNothingReceived();
        }
        assertThat(server.features
                        .notifications()
                        .history(server.caller("eve"), Optional.empty(), 1)
                        .items())
                .allSatisfy(one -> assertThat(one.state()).isEqualTo(NotificationState.QUEUED));
        assertThat(server.features.preferences().list(server.caller("ann"))).isEmpty();
        assertThat(server.features
                        .messaging()
                        .messages(server.caller("eve"), conversation, Optional.empty(), 1)
                        .items())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "health, chat_message",
        "health, get_history",
        "chat, get_health_data",
        "chat, acknowledge",
        "notifications, typing_start",
        "notifications, set_alert_threshold"
    })
    void hasOnlyTheCommandsOfItsService(String service, String type) throws Exception {
        try (Client client = server.connect(service, "ann")) {
            client.send("{'type':'" + type + "'}");
            assertThat(client.nextMessage()).isEqualTo("{'type':'error','message':'Unknown message type'}");
        }
    }

    @Test
    void screensMayOnlyAskWhetherTheServerIsThere() throws Exception {
        try (Client screen = server.connect("combined", "screen")) {
            screen.send("{'type':'join_conversation','conversation_id':'" + conversation + "'}");
            assertThat(screen.nextMessage()).isEqualTo("{'type':'error','message':'Insufficient permissions'}");
            screen.assertNothingReceived();
        }
    }

    @Test
    void boundsWhatOneConnectionFollows() throws Exception {
        try (Client client = server.connect("health", "ann")) {
            for (int i = 1; i < HealthmateConnection.MAX_SUBSCRIPTIONS; i++) {
                client.send("{'type':'subscribe','subscription':'health_data:type_" + i + "'}");
                client.next("subscription_success");
            }
            client.send("{'type':'subscribe','subscription':'health_data:one_more'}");
            assertThat(client.nextMessage()).isEqualTo("{'type':'subscription_failed','message':'Subscription error'}");
        }
    }
}
