package dev.carewire.adapter.jdbi;

import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.statement.Binding;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;

/** Explains how a database executes the queries of an adapter. */
final class QueryPlans {

    private QueryPlans() {}

    /** The plan of the first query with a limit that {@code queries} executes on this thread. */
    static String of(Database database, Runnable queries) {
        Explanation explanation = new Explanation(database, Thread.currentThread());
        SqlStatements statements = database.jdbi().statements();
        SqlLogger former = statements.getSqlLogger();
        statements.setSqlLogger(explanation);
        try {
            queries.run();
        } finally {
            statements.setSqlLogger(former);
        }
        return explanation.plan;
    }

    private static final class Explanation implements SqlLogger {

        private final Database database;
        private final Thread thread;
        private String plan = "";

        Explanation(Database database, Thread thread) {
            this.database = database;
            this.thread = thread;
        }

        @Override
        public void logBeforeExecution(StatementContext context) {
            String sql = context.getRenderedSql();
            if (plan.isEmpty() && Thread.currentThread() == thread && sql.contains(" LIMIT ")) {
                plan = "in progress";
                plan = String.join("\n", explain(sql, context));
            }
        }

        @SuppressWarnings("removal") // Jdbi has no other access to the bound values yet.
        private List<String> explain(String sql, StatementContext context) {
            Binding values = context.getBinding();
            Set<String> names = Set.copyOf(values.getNames());
            return database.jdbi().withHandle(handle -> {
                Query query = handle.createQuery("EXPLAIN " + sql);
                for (String name : names) {
                    Argument value = values.findForName(name, context).orElseThrow();
                    query.bind(name, value);
                }
                return query.mapTo(String.class).list();
            });
        }
    }
}
