package org.archipel.connector.common.wire;

import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;
import org.archipel.connector.common.wire.Problem.Meaning;

/** The provider answered, and the answer is a problem. */
public class Refusal extends RemoteException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    /** @param request what was asked, without secrets */
    public Refusal(String request, Problem problem) {
        super(
                code(problem.meaning()),
                request + " was answered with " + problem.describe() + advice(problem.meaning()),
                problem.meaning() == Meaning.RATE_LIMIT || problem.meaning() == Meaning.TEMPORARY,
                problem.retryAfter().orElse(null),
                null);
        this.problem = problem;
    }

    /** What the provider said. */
    public Problem problem() {
        return problem;
    }

    private static ErrorCode code(Meaning meaning) {
        return switch (meaning) {
            case AUTHENTICATION -> ErrorCode.AUTHENTICATION_FAILED;
            case RATE_LIMIT -> ErrorCode.RATE_LIMIT_EXCEEDED;
            default -> ErrorCode.INTEGRATION_ERROR;
        };
    }

    private static String advice(Meaning meaning) {
        return switch (meaning) {
            case AUTHENTICATION -> ": the credentials were refused";
            case PERMISSION -> ": the credentials lack a permission";
            case RATE_LIMIT -> ": too many requests";
            default -> "";
        };
    }
}
