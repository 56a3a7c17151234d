/** What came of the relations that were checked. The relations themselves are a module of their own, above the kit. */
package io.lossparity.kit.relation;
