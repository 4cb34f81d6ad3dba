// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/searchmodel.h"
#include "messages/clock.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;

namespace landline::ui {

class Appearance;
class ElidedLabel;
class FoundList;
class NoticeBar;
class SearchGuide;

/// The right of the window while something is searched for: what, where, and what was found, the newest first.
///
/// Searches by itself once the typing pauses. The keys stay in the field: Up, Down and the page keys walk the results,
/// Enter chooses, Esc closes.
class SearchPanel final : public QWidget {
    Q_OBJECT

public:
    enum class Scope { Room, Everywhere };

    /// The results are borrowed.
    SearchPanel(client::SearchModel& results, const Appearance& appearance, const Clock& clock,
        QWidget* parent = nullptr);

    /// Shows itself and takes the keys. What was searched for last is searched for again, unless it is there.
    void open(Scope scope, const RoomName& room);
    /// Another room is in front. A search in a room stays in that room.
    void setRoom(const RoomName& room);
    /// Searches once more, as one who finds more now.
    void searchAgain();
    void takeKeys();
    QSize sizeHint() const override { return { 360, 400 }; }

Q_SIGNALS:
    /// The text, as typed, is to be searched for: in a room, or in all. Empty ends the search.
    void searchWanted(const QString& text, const std::optional<landline::RoomName>& within);
    void moreWanted();
    void messageChosen(const landline::RoomName& room, landline::Seq seq);
    void closed();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* makeHeader();
    QLayout* makeScopes();
    void connectParts();
    void setScope(Scope scope);
    void nameScopes();
    void search();
    void takeStatus();
    void showGuide();
    void applyTheme();

    const client::SearchModel& m_results;
    const Appearance& m_appearance;
    QLabel* m_title;
    QLineEdit* m_field;
    QPushButton* m_here;
    QPushButton* m_everywhere;
    NoticeBar* m_note;
    ElidedLabel* m_count;
    QStackedWidget* m_pages;
    FoundList* m_list;
    SearchGuide* m_guide;
    QTimer m_pause; ///< Runs while somebody types.
    RoomName m_room;
    Scope m_scope = Scope::Room;
    QString m_asked; ///< What was searched for last.
};

} // namespace landline::ui
