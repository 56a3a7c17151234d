/** The results of checked relations. The relations themselves are in their own module, above the kit. */
package io.lossparity.kit.relation;
