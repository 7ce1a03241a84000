package ${package};

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import org.archipel.api.error.ValidationException;
import org.archipel.testkit.ExtensionTest;
import org.archipel.testkit.TestPlatform;
import org.junit.jupiter.api.Test;

@ExtensionTest
class SlugFunctionTest {
    @Test
    void aTitleBecomesAnAddress(TestPlatform platform) {
        var slug = platform.function("slug");
        assertThat(slug.apply(List.of(TextNode.valueOf("Cr\u00e8me br\u00fbl\u00e9e!"))).textValue())
                .isEqualTo("creme-brulee");
        assertThat(slug.apply(List.of(TextNode.valueOf(" -- "))).textValue()).isEmpty();
    }

    @Test
    void anythingElseIsRefused(TestPlatform platform) {
        assertThatThrownBy(() -> platform.function("slug").apply(List.of(IntNode.valueOf(1))))
                .isInstanceOf(ValidationException.class)
                .hasMessage("slug takes one text");
    }
}
