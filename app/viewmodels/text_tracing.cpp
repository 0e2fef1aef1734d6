#include "viewmodels/text_tracing.h"

#include "viewmodels/studio.h"

namespace datanet::app {

TextTracing::TextTracing(Studio &studio) : QObject(&studio), m_studio(studio) { }

} // namespace datanet::app
