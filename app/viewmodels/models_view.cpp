#include "viewmodels/models_view.h"

#include "viewmodels/studio.h"

namespace datanet::app {

ModelsView::ModelsView(Studio &studio) : QObject(&studio), m_studio(studio) { }

} // namespace datanet::app
