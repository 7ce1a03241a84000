package org.archipel.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.archipel.harness.RestClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The developer portal in a browser: with the keyboard alone, under its own policy. */
class PortalBrowserTest {
    private static final String SLUG = "portal-browser";
    private static final int MOST_TABS = 80;

    private static Browser browser;
    private static SharedPlatform platform;
    private static String key;

    @BeforeAll
    static void open() {
        browser = Browser.open().orElse(null);
        Assumptions.assumeTrue(browser != null, "there is no Chromium");
        platform = SharedPlatform.get();
        Tenant tenant = Tenant.create(platform, SLUG);
        RestClient admin = tenant.admin();
        admin.post(
                        "/api/apis",
                        Map.of(
                                "name", "Say hello <script>document.title='broken'</script>",
                                "method", "PUT",
                                "path", "/hello/{name}",
                                "deprecation", Map.of("since", "2026-01-01T00:00:00Z", "link", "https://example.org/"),
                                "config",
                                        Map.of(
                                                "mock", Map.of("body", Map.of("hello", "you")),
                                                "requestSchema", Map.of("type", "object"),
                                                "example", Map.of("request", Map.of("loud", true)))))
                .expect(201);
        key = tenant.newKey(Tenant.ADMIN, Map.of()).path("key").asText();
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    /** Goes on by Tab until an element has the focus, and never stays where it is. */
    private static void tabTo(String condition) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < MOST_TABS; i++) {
            if (browser.value("((focused) => Boolean(" + condition + "))(document.activeElement)")
                    .asBoolean()) {
                assertThat(browser.value("getComputedStyle(document.activeElement).outlineStyle")
                                .asText())
                        .as("the focus is seen")
                        .isNotEqualTo("none");
                return;
            }
            browser.tab();
            seen.add(browser.value("document.activeElement.outerHTML.slice(0, 200)")
                    .asText());
        }
        throw new AssertionError("nothing has the focus for which " + condition + "; these had: " + seen);
    }

    @Test
    void allOfItIsUsedWithTheKeyboard() {
        browser.go(platform.process().url().resolve("/docs/apis/" + SLUG));
        tabTo("focused.id === 'key'");
        browser.type(key);
        browser.enter();
        browser.waitFor("document.querySelector('#status').textContent === 'One API.'");
        assertThat(browser.value("document.title").asText()).isEqualTo("APIs of " + SLUG);
        tabTo("focused.id === 'find'");
        browser.type("nothing like it");
        browser.waitFor("document.querySelector('.operation').hidden");
        browser.value("document.activeElement.select()");
        browser.type("hello");
        browser.waitFor("!document.querySelector('.operation').hidden");
        tabTo("focused.parentElement?.classList.contains('operation')");
        browser.enter();
        browser.waitFor("document.querySelector('.operation').open");
        tabTo("focused.tagName === 'SUMMARY' && focused.textContent === 'Try it'");
        browser.enter();
        tabTo("focused.getAttribute('aria-label') === 'name'");
        browser.type("a/b c");
        tabTo("focused.tagName === 'BUTTON' && focused.textContent === 'Send'");
        browser.enter();
        String answer = "document.querySelector('pre[aria-label=Answer]').textContent";
        browser.waitFor(answer + ".includes('\\n\\n')");
        assertThat(browser.value(answer).asText())
                .as("a slash is no part of a name")
                .startsWith("400");
        tabTo("focused.tagName === 'PRE' && focused.getAttribute('aria-label') === 'Answer'");
        browser.value("document.querySelector('input[aria-label=name]').focus()");
        browser.value("document.activeElement.select()");
        browser.type("ad\u00e1");
        tabTo("focused.tagName === 'BUTTON' && focused.textContent === 'Send'");
        browser.press(" ", 32, " ");
        browser.waitFor(answer + ".includes('hello')");
        assertThat(browser.value(answer).asText()).startsWith("200").contains("deprecation: @1767225600");
        browser.value("document.querySelector('#key-name').scrollIntoView()");
        tabTo("focused.id === 'key-name'");
        browser.type("for a customer");
        browser.enter();
        browser.waitFor("document.querySelector('#made code')?.textContent.startsWith('ark_')");
        assertThat(browser.nameless())
                .as("what is read out to who does not see it")
                .isEmpty();
        assertThat(browser.complaints())
                .filteredOn(text -> !text.contains("400"))
                .as("what the browser says of the page")
                .isEmpty();
    }

    @Test
    void aKeyThatIsNoneIsToldAndLeavesNothingBehind() {
        browser.go(platform.process().url().resolve("/docs/apis/" + SLUG));
        tabTo("focused.id === 'key'");
        browser.type("ark_wrong");
        browser.enter();
        browser.waitFor("document.querySelector('#status').textContent.includes('not valid')");
        assertThat(browser.value("document.querySelectorAll('.operation').length")
                        .asInt())
                .isZero();
        assertThat(browser.value("localStorage.length + sessionStorage.length").asInt())
                .isZero();
        assertThat(browser.value("document.cookie").asText()).isEmpty();
        for (String forbidden : List.of(
                "new Promise((good) => { const script = document.createElement('script'); script.textContent = 'window.ran = 1';"
                        + " document.body.append(script); good(window.ran === undefined); })",
                "fetch('https://example.org/').then(() => false, () => true)",
                "(() => { try { return !eval('1'); } catch { return true; } })()")) {
            assertThat(browser.value(forbidden).asBoolean()).as(forbidden).isTrue();
        }
    }
}
