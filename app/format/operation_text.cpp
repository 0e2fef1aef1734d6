#include "format/operation_text.h"

#include "format/amount_text.h"

namespace datanet::app {

using dataset::OperationKind;

QString OperationText::of(const dataset::Deed &deed)
{
    const QString count = countText(deed.count);
    const bool one = deed.count == 1;
    switch (deed.kind) {
    case OperationKind::Saved:
        return tr("Version saved");
    case OperationKind::Added:
        return one ? tr("1 record added") : tr("%1 records added").arg(count);
    case OperationKind::Changed:
        return one ? tr("1 record changed") : tr("%1 records changed").arg(count);
    case OperationKind::Removed:
        //: Records that will not be in the next version
        return one ? tr("1 record left out") : tr("%1 records left out").arg(count);
    case OperationKind::Imported:
        //: Records that came from a file
        return one ? tr("1 record brought in") : tr("%1 records brought in").arg(count);
    case OperationKind::Mended:
        //: Records in which something was fixed that a check had found
        return one ? tr("1 record mended") : tr("%1 records mended").arg(count);
    case OperationKind::Columns:
        return tr("Columns changed");
    case OperationKind::Key:
        return tr("Identifying columns changed");
    case OperationKind::Document:
        return tr("Description changed");
    case OperationKind::Restored:
        return tr("Earlier version brought back");
    case OperationKind::Merged:
        //: Another person's, or another branch's, records were united with these
        return tr("Other changes taken in");
    case OperationKind::Resolved:
        return one ? tr("1 difference settled") : tr("%1 differences settled").arg(count);
    }
    return {};
}

} // namespace datanet::app
