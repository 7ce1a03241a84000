package org.archipel.rest.internal.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.archipel.api.error.FieldError;
import org.archipel.api.error.NotFoundException;
import org.archipel.api.error.PlatformException;
import org.archipel.api.error.ValidationException;
import org.junit.jupiter.api.Test;

class ProblemTest {
    @Test
    void theDetailNamesTheOnlyFieldThatIsWrong() {
        assertThat(detail(new ValidationException("/limit", "must be a whole number")))
                .isEqualTo("limit: must be a whole number");
        assertThat(detail(new ValidationException("/rules/0/source", "is required")))
                .isEqualTo("rules/0/source: is required");
    }

    @Test
    void otherDetailsStayAsTheyAre() {
        assertThat(detail(new ValidationException("", "a JSON body is required")))
                .isEqualTo("a JSON body is required");
        assertThat(detail(new ValidationException(
                        "The body is not acceptable.", List.of(new FieldError("/name", "is required")))))
                .isEqualTo("The body is not acceptable.");
        assertThat(detail(new NotFoundException("There is no such thing."))).isEqualTo("There is no such thing.");
    }

    private static String detail(PlatformException failure) {
        return Problem.of(failure, "request", "/api/things").detail();
    }
}
