package org.archipel.samples.ibancheck;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import org.archipel.testkit.ExtensionTest;
import org.archipel.testkit.TestPlatform;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtensionTest
class IbanFunctionTest {
    @ParameterizedTest
    @CsvSource({
        "CH93 0076 2011 6238 5295 7, true",
        "GB82WEST12345698765432, true",
        "GB82WEST12345698765431, false",
        "12345, false",
        "'', false"
    })
    void checkDigitsDecide(String text, boolean right, TestPlatform platform) {
        assertThat(platform.function("isIban").apply(List.of(TextNode.valueOf(text))).booleanValue())
                .isEqualTo(right);
    }
}
