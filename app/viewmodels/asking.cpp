#include "viewmodels/asking.h"

#include "viewmodels/studio.h"

namespace datanet::app {

Asking::Asking(Studio &studio) : QObject(&studio), m_studio(studio) { }

} // namespace datanet::app
