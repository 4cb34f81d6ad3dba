// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/searchmodel.h"
#include "messages/clock.h"

#include <QListView>

namespace landline::ui {

class Appearance;
class FoundDelegate;

/// The messages that a search found, one below the other. Asks for the next page before the reader is at the end.
class FoundList final : public QListView {
    Q_OBJECT

public:
    /// The results are borrowed.
    FoundList(client::SearchModel& results, const Appearance& appearance, const Clock& clock,
        QWidget* parent = nullptr);

    /// Whether this key walks the results.
    static bool isWalk(int key);
    /// As Up, Down, PageUp and PageDown do, whoever has the focus.
    void walk(int key);
    /// Chooses the current row, the first where there is none.
    void chooseCurrent();
    /// Asks for more where there is more and nothing below what is seen.
    void askForMore();

Q_SIGNALS:
    void messageChosen(const landline::RoomName& room, landline::Seq seq);
    void moreWanted();
    /// Another row is current: it in words, empty where there is none.
    void currentDescribed(const QString& words);

protected:
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void keepPlace();
    void findPlace();
    void choose(const QModelIndex& index);
    int rowsOnAPage() const;

    const client::SearchModel& m_results;
    FoundDelegate* m_delegate;
    int m_keptRow = -1; ///< While the results are made anew.
    int m_keptScroll = 0;
};

} // namespace landline::ui
