#pragma once
#include <libxml/xmlversion.h>
// libxml2's headers would bring the system's ICU, which clashes with Foundation's own; nothing here needs it.
#undef LIBXML_ICU_ENABLED
#include <libxml/xmlreader.h>
