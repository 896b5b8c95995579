package dev.carewire.app;

import dev.carewire.app.config.Config;
import java.io.IOException;
import java.net.BindException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Describes in one line why a server did not start. */
final class StartFailure {

    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final int MAX_CHAIN = 20;

    private StartFailure() {}

    /** The description; holds no secret. */
    static String describe(Throwable failure, Config config) {
        Optional<IOException> refused = find(failure, IOException.class).filter(StartFailure::isBindFailure);
        if (refused.isPresent()) {
            return "port " + config.listening().port() + " on "
                    + config.listening().host() + ": " + text(refused.get());
        }
        Optional<SQLException> database = find(failure, SQLException.class);
        if (database.isPresent()) {
            return "database not usable: " + config.database() + ": " + text(database.get());
        }
        return text(failure);
    }

    /** Netty's native transport has its own exception for it. */
    private static boolean isBindFailure(IOException failure) {
        return failure instanceof BindException || text(failure).contains("bind(");
    }

    private static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> type) {
        return Stream.<Throwable>iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(MAX_CHAIN)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }

    /** The message in one line. */
    static String text(Throwable failure) {
        String message = failure.getMessage();
        return message == null
                ? failure.getClass().getSimpleName()
                : BLANKS.matcher(message.strip()).replaceAll(" ");
    }
}
