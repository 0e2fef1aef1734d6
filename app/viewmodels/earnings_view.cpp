#include "viewmodels/earnings_view.h"

#include "viewmodels/studio.h"

namespace datanet::app {

EarningsView::EarningsView(Studio &studio) : QObject(&studio), m_studio(studio) { }

} // namespace datanet::app
