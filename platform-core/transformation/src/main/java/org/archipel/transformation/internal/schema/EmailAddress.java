package org.archipel.transformation.internal.schema;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.format.Format;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * The formats {@code email}, a Mailbox of RFC 5321, section 4.1.2, and {@code idn-email}, the same with the characters that RFC 6531
 * adds. A domain is not looked up: any name is one, also {@code y.z} and {@code localhost}.
 */
final class EmailAddress implements Format {
    /** RFC 5321, section 4.5.3.1. */
    private static final int MOST_LOCAL_BYTES = 64;

    private static final int MOST_BYTES = 254;

    private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-";
    private static final String QUOTED = "[\\x20\\x21\\x23-\\x5b\\x5d-\\x7e";
    private static final String LETTER = "[A-Za-z0-9";
    private static final String BEYOND_ASCII = "\\x{80}-\\x{10ffff}&&[^\\p{Cs}]";
    private static final String LETTER_BEYOND_ASCII = "\\x{80}-\\x{10ffff}&&[^\\p{Cc}\\p{Cs}\\p{Cn}\\p{Z}]";
    private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern LITERAL_4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");
    private static final Pattern HEXTETS = Pattern.compile("(?:[0-9A-Fa-f]{1,4}(?::[0-9A-Fa-f]{1,4})*)?");
    private static final String V6 = "IPv6:";
    private static final int HEXTETS_OF_ADDRESS = 8;

    private final String name;
    private final Pattern local;
    private final Pattern domain;

    /** @param moreOfLocal, moreOfDomain what is allowed besides, as a part of a class of characters; empty for nothing */
    private EmailAddress(String name, String moreOfLocal, String moreOfDomain) {
        this.name = name;
        String atom = set(ATOM, moreOfLocal) + "++";
        this.local = Pattern.compile(
                atom + "(?:\\." + atom + ")*+|\"(?:" + set(QUOTED, moreOfLocal) + "|\\\\[\\x20-\\x7e])*+\"");
        String letter = set(LETTER, moreOfDomain);
        String label = letter + "(?:-*+" + letter + ")*+";
        this.domain = Pattern.compile(label + "(?:\\." + label + ")*+");
    }

    static Format plain() {
        return new EmailAddress("email", "", "");
    }

    static Format international() {
        return new EmailAddress("idn-email", BEYOND_ASCII, LETTER_BEYOND_ASCII);
    }

    private static String set(String plain, String more) {
        return more.isEmpty() ? plain + "]" : "(?:" + plain + "]|[" + more + "])";
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public String getMessageKey() {
        return "format." + name;
    }

    @Override
    public boolean matches(ExecutionContext context, String text) {
        int at = text.lastIndexOf('@');
        if (at <= 0 || text.length() > MOST_BYTES || bytes(text) > MOST_BYTES) {
            return false;
        }
        String before = text.substring(0, at);
        String behind = text.substring(at + 1);
        return bytes(before) <= MOST_LOCAL_BYTES
                && local.matcher(before).matches()
                && (isLiteral(behind) || domain.matcher(behind).matches() && hasShortLabels(behind));
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** RFC 1035, section 2.3.4. */
    private static boolean hasShortLabels(String domain) {
        for (String label : domain.split("\\.")) {
            if (label.length() > 63) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLiteral(String domain) {
        if (!domain.startsWith("[") || !domain.endsWith("]")) {
            return false;
        }
        String address = domain.substring(1, domain.length() - 1);
        return address.regionMatches(true, 0, V6, 0, V6.length())
                ? isVersion6(address.substring(V6.length()))
                : LITERAL_4.matcher(address).matches();
    }

    /** RFC 5321, section 4.1.3: eight groups, of which the last two may be written as an address of version 4, and some as {@code ::}. */
    private static boolean isVersion6(String address) {
        String groups = address;
        int end = address.lastIndexOf(':') + 1;
        if (address.indexOf('.') >= 0) {
            if (!LITERAL_4.matcher(address.substring(end)).matches()) {
                return false;
            }
            groups = address.substring(0, end) + "0:0";
        }
        int gap = groups.indexOf("::");
        if (gap < 0) {
            return count(groups) == HEXTETS_OF_ADDRESS;
        }
        int before = count(groups.substring(0, gap));
        int after = count(groups.substring(gap + 2));
        return before >= 0 && after >= 0 && before + after < HEXTETS_OF_ADDRESS;
    }

    /** How many groups there are; negative if they are none. */
    private static int count(String groups) {
        if (!HEXTETS.matcher(groups).matches()) {
            return -1;
        }
        return groups.isEmpty() ? 0 : groups.split(":").length;
    }
}
