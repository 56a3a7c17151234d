/** JSON read by the schema that is published with it. Not exported: it speaks of Jackson's types. */
package io.lossparity.report.schema;
