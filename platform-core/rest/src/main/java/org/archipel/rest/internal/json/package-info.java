/** JSON in requests, read strictly, and in answers. */
package org.archipel.rest.internal.json;
