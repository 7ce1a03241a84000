/**
 * JSONPath (RFC 9535) over Jackson trees. Own code because the JSONPath libraries that Maven Central offered for Java speak the
 * older dialect or pass only a part of the published compliance suite. That suite, run unchanged, is this package's test.
 */
package org.archipel.jsonpath;
